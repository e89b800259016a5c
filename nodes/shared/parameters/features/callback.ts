import type { INodeProperties } from 'n8n-workflow';
import { isHttpUrl } from '../../api/httpUrl';
import type { ApiParameter, Feature, ValidationIssue } from '../engine/definition';
import { label } from '../engine/definition';
import { callbackMessages } from './liveMessages';

const useCallback: ApiParameter = {
	path: 'callback',
	live: 'callback',
	field: {
		displayName: 'Callback',
		name: 'callback',
		type: 'boolean',
		default: false,
		description: 'Whether Gladia sends the result to your URL as soon as it is ready',
		hint: 'Also sends the result to another workflow',
	},
};

const callbackUrl: ApiParameter = {
	path: 'callback_config.url',
	live: 'callback_config.url',
	field: {
		displayName: 'Callback URL',
		name: 'callbackUrl',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://example.com/webhook/transcribed',
		description:
			'Where Gladia sends the result: the production URL of a Gladia Trigger or a Webhook node. The node adds the secret token that a Gladia Trigger of this n8n requires.',
	},
};

const method: ApiParameter = {
	path: 'callback_config.method',
	field: {
		displayName: 'Method',
		name: 'callbackMethod',
		type: 'options',
		options: [
			{
				name: 'POST',
				value: 'POST',
			},
			{
				name: 'PUT',
				value: 'PUT',
			},
		],
		allowArbitraryValues: true,
		default: 'POST',
		description: 'HTTP method of the callback (default POST)',
	},
};

/** Decides which callbacks get the token of a trigger; it is not sent to the API. */
const triggerHosts: INodeProperties = {
	displayName: 'Trigger Hosts',
	name: 'triggerHosts',
	type: 'string',
	default: '',
	placeholder: 'e.g. n8n.example.com',
	description:
		"Comma-separated hosts of your other n8n instances with a Gladia Trigger. Only callbacks to these hosts and to this n8n get the trigger's token.",
};

/** Where the form has it: in the options of the callback, which live sessions call messages. */
export const TRIGGER_HOSTS = {
	paths: ['callbackOptions.triggerHosts', 'callbackMessages.triggerHosts'],
};

export const callback: Feature = {
	isRare: true,
	switch: useCallback,
	fields: [callbackUrl],
	settings: {
		displayName: 'Callback Options',
		name: 'callbackOptions',
		parameters: [method],
		trailing: [triggerHosts],
	},
	findIssue: (read) => urlIssue(callbackUrl, read(callbackUrl.path)),
};

export const liveCallback: Feature = {
	isRare: true,
	switch: {
		...useCallback,
		field: {
			...useCallback.field,
			description: 'Whether Gladia also sends the messages of the session to your URL',
			hint: 'Also sends the messages to another workflow',
		},
	},
	fields: [
		{
			...callbackUrl,
			field: {
				...callbackUrl.field,
				placeholder: 'e.g. https://example.com/webhook/live/gladia-trigger',
				description:
					'Where Gladia sends the messages, such as the production URL of a Gladia Trigger. The node adds the secret token that a Gladia Trigger of this n8n requires.',
			},
		},
	],
	settings: {
		displayName: 'Callback Messages',
		name: 'callbackMessages',
		parameters: callbackMessages,
		trailing: [triggerHosts],
	},
	findIssue: (read) => urlIssue(callbackUrl, read(callbackUrl.path)),
};

/** What is wrong with the value of a URL field; an unset one is valid. */
export function urlIssue(parameter: ApiParameter, value: unknown): ValidationIssue | undefined {
	if (value === undefined || (typeof value === 'string' && isHttpUrl(value))) return undefined;
	return {
		message: `${label(parameter)} is not a web address`,
		description: 'Enter a complete address that starts with https:// or http://',
	};
}
