import { isHttpUrl } from '../httpUrl';
import { label, type ApiParameter, type Feature, type Mistake } from './definition';

export const useCallback: ApiParameter = {
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

export const callbackUrl: ApiParameter = {
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
			'Where the result is sent: the production URL of a Gladia Trigger, which gets a secret token of its own, or of a Webhook node',
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

export const callback: Feature = {
	switch: useCallback,
	fields: [callbackUrl],
	settings: {
		displayName: 'Callback Options',
		name: 'callbackOptions',
		parameters: [method],
	},
	findMistake: (read) => urlMistake(callbackUrl, read(callbackUrl.path)),
};

/** What is wrong with the value of a URL field; an unset one is fine. */
export function urlMistake(parameter: ApiParameter, value: unknown): Mistake | undefined {
	if (value === undefined || (typeof value === 'string' && isHttpUrl(value))) return undefined;
	return {
		message: `${label(parameter)} is not a web address`,
		description: 'Enter a complete address that starts with https:// or http://',
	};
}
