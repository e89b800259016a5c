import type { INodeProperties } from 'n8n-workflow';
import { outputProperties } from '../../shared/output/output';
import { eventOptions, eventsWithResult } from '../events';
import { filters } from './filters';
import { options } from './options';

const showOnlyForResults = { events: eventsWithResult };

const setupNotice: INodeProperties = {
	displayName:
		'Gladia calls a URL under \'Webhook URLs\' above. The test URL is for building: it takes one call after each click on the button. The production URL takes all calls while the workflow is published. For all jobs of your account, paste the URL into the <a href="https://app.gladia.io/webhooks" target="_blank">webhook settings of Gladia</a>; if they show a signing secret, copy it into the credential. For single jobs, paste it into \'Callback URL\' of the Gladia node that starts them. Calls with neither a valid signature nor a token start the workflow only if Gladia confirms them: the job must exist in your account and have ended recently.',
	name: 'setupNotice',
	type: 'notice',
	default: '',
};

/**
 * n8n's nodes panel makes one entry of each option of the first field called 'Events' or 'Trigger On',
 * and then shows the node without 'Trigger' in its name: "Gladia", without actions and with 21 triggers.
 * As this field has no options, the panel shows one entry, 'Gladia Trigger', that adds the node. (It
 * would show actions under "Gladia" only if another node had the type name `gladia`.)
 */
const oneEntryInNodesPanel: INodeProperties = {
	displayName: 'Events',
	name: 'oneEntryInNodesPanel',
	type: 'hidden',
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
		'Whether to output the transcription itself when it is ready. Account webhooks carry only its ID, so it is fetched from Gladia; callbacks include it.',
	displayOptions: { show: showOnlyForResults },
};

const unverifiedWarning: INodeProperties = {
	displayName:
		"Signatures are not checked, because 'Require Signature' is off. Each account webhook starts the workflow only if Gladia confirms it.",
	name: 'unverifiedWarning',
	type: 'notice',
	default: '',
	displayOptions: { show: { '/options.verifySignature': [false] } },
};

export const triggerProperties: INodeProperties[] = [
	setupNotice,
	oneEntryInNodesPanel,
	triggerOn,
	fetchResult,
	...outputProperties({ ...showOnlyForResults, fetchResult: [true] }, { hasInput: false }),
	filters,
	options,
	unverifiedWarning,
];
