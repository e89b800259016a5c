import type { INodeProperties } from 'n8n-workflow';

import { isHttpUrl } from '../../api/httpUrl';
import { label, type ApiParameter, type Feature, type ValidationIssue } from '../engine/definition';
import { callbackMessages } from './liveMessages';

const useCallback: ApiParameter = {
	path: 'callback',
	live: 'callback',
	field: {
		displayName: 'Callback',
		name: 'callback',
		type: 'boolean',
		default: false,
		description: 'Whether Gladia sends the result to a URL of yours as soon as it is ready',
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
			'Where the result is sent: the production URL of a Gladia Trigger, which gets a secret token if it is one of this n8n, or of a Webhook node',
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
		description: 'HTTP method of the request to the URL (POST by default)',
	},
};

/** Decides where the token of a trigger goes; the API does not know it. */
const triggerHosts: INodeProperties = {
	displayName: 'Trigger Hosts',
	name: 'triggerHosts',
	type: 'string',
	default: '',
	placeholder: 'e.g. n8n.example.com',
	description:
		"Hosts, separated by commas, on which you run other n8n instances with a Gladia Trigger. Only callbacks to them and to this n8n get the trigger's token.",
};

/** Where the form keeps it: in the options of the callback, which live sessions call messages. */
export const TRIGGER_HOSTS = {
	paths: ['callbackOptions.triggerHosts', 'callbackMessages.triggerHosts'],
};

export const callback: Feature = {
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
	switch: {
		...useCallback,
		field: {
			...useCallback.field,
			description: 'Whether Gladia sends the messages of the session to a URL of yours as well',
		},
	},
	fields: [
		{
			...callbackUrl,
			field: {
				...callbackUrl.field,
				placeholder: 'e.g. https://example.com/webhook/live/gladia-trigger',
				description:
					'Where the messages are sent, such as the production URL of a Gladia Trigger. If it is one of this n8n, the node adds the token that the trigger asks for.',
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

/** What is wrong with the value of a URL field; an unset one is fine. */
export function urlIssue(parameter: ApiParameter, value: unknown): ValidationIssue | undefined {
	if (value === undefined || (typeof value === 'string' && isHttpUrl(value))) return undefined;
	return {
		message: `${label(parameter)} is not a web address`,
		description: 'Enter a complete address that starts with https:// or http://',
	};
}
