import type { INodeProperties } from 'n8n-workflow';
import { outputProperties } from '../shared/result/output';
import { eventOptions, eventsWithResult } from './events';
import { filters } from './filters';

const showOnlyForResults = { events: eventsWithResult };

const setupNotice: INodeProperties = {
	displayName:
		'Paste the production URL above where you want to hear from Gladia. For all jobs of your account: in the <a href="https://app.gladia.io/webhooks" target="_blank">webhook settings of Gladia</a>, and copy the signing secret shown there into the credential. For single jobs: in \'Callback URL\' of the Gladia node that starts them.',
	name: 'setupNotice',
	type: 'notice',
	default: '',
};

const triggerOn: INodeProperties = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	required: true,
	options: eventOptions,
	default: ['transcription.success'],
};

const fetchResult: INodeProperties = {
	displayName: 'Fetch Result',
	name: 'fetchResult',
	type: 'boolean',
	default: true,
	description:
		'Whether to start with the transcription itself when it is ready. Account webhooks bring only its ID, so it is fetched from Gladia; callbacks bring it along.',
	displayOptions: { show: showOnlyForResults },
};

const options: INodeProperties = {
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
				'For callbacks of jobs that are started outside of n8n: add <code>?token=</code> and this secret to their callback URL. The Gladia nodes add a token by themselves and need no secret.',
		},
		{
			displayName: 'Verify Webhook Signature',
			name: 'verifySignature',
			type: 'boolean',
			default: true,
			description:
				'Whether to let account webhooks in only if they are signed with the secret in the credential. Callbacks always need their token.',
		},
	],
};

const unverifiedWarning: INodeProperties = {
	displayName:
		"Anyone who knows the URL can start this workflow, because 'Verify Webhook Signature' is off",
	name: 'unverifiedWarning',
	type: 'notice',
	default: '',
	displayOptions: { show: { '/options.verifySignature': [false] } },
};

export const triggerProperties: INodeProperties[] = [
	setupNotice,
	triggerOn,
	fetchResult,
	...outputProperties({ ...showOnlyForResults, fetchResult: [true] }),
	filters,
	options,
	unverifiedWarning,
];
