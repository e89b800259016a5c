import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';

const HOUR = 60 * 60_000;

const DEFAULT_WINDOW_HOURS = 24;
const DEFAULT_MAX_WAIT_SECONDS = 120;
const LONGEST_WAIT_SECONDS = 600;

export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Callback Secret',
			name: 'callbackSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. a long random text',
			description:
				'For callbacks of jobs started outside n8n: add <code>?token=</code> and this secret to their callback URL. The trigger then trusts them and their content without confirmation. The Gladia nodes add a token automatically and need no secret.',
		},
		{
			displayName: 'Confirmation Window (Hours)',
			name: 'confirmationWindow',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 168 },
			default: DEFAULT_WINDOW_HOURS,
			description:
				'How recently a job must have ended for an event without signature or token to be confirmed',
		},
		{
			displayName: 'Max Wait for Result (Seconds)',
			name: 'maxWait',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: LONGEST_WAIT_SECONDS },
			default: DEFAULT_MAX_WAIT_SECONDS,
			description:
				'How long to wait for Gladia to store a result that it has already reported, such as that of a live session, before starting the workflow without it',
		},
		{
			displayName: 'Require Signature',
			name: 'verifySignature',
			type: 'boolean',
			default: true,
			description:
				'Whether to accept account webhooks only if they are signed with the secret in the credential, and callbacks only with their token. Without this option, unsigned calls are confirmed with Gladia. If it is off, signatures are not checked, and all webhooks are confirmed.',
		},
	],
};

/** How long after it happened an event can be confirmed, in milliseconds. */
export const readWindow = (context: IWebhookFunctions): number =>
	readNumber(context, 'confirmationWindow', DEFAULT_WINDOW_HOURS) * HOUR;

/** How long to wait for a result, in milliseconds. */
export const readMaxWait = (context: IWebhookFunctions): number =>
	Math.min(LONGEST_WAIT_SECONDS, readNumber(context, 'maxWait', DEFAULT_MAX_WAIT_SECONDS)) * 1000;

function readNumber(context: IWebhookFunctions, name: string, fallback: number): number {
	const value = Number(context.getNodeParameter(`options.${name}`, fallback));
	return value > 0 ? value : fallback;
}
