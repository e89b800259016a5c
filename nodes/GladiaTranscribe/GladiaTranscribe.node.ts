import type { INodeProperties, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { MAIN_CONNECTION } from '../shared/execution/mainConnection';
import { collectionPath } from '../shared/api/endpoints';
import type { ItemWork } from '../shared/execution/itemOperation';
import { workRouting } from '../shared/execution/itemOperation';
import { codeSwitchingHint, preRecordedProperties, searchModels } from '../shared/parameters';
import { outputProperties } from '../shared/output/output';
import { CREDENTIAL, requestDefaults } from '../shared/api/transport';
import { audioSourceProperties } from './fields/audioSource';
import { limitProperties, sleeps, waitForProperty } from './fields/waitAndLimits';
import { startAndSleep } from './callbackWait/startAndSuspend';
import { startAndPoll, startOnly } from './operations/transcription';
import { wakeUp, wakeUpWebhooks } from './callbackWait/webhook';

/** Starts a job and comes back with its result, in the way that the item's node is set to wait. */
const startAndWait: ItemWork = async function (request) {
	const work = sleeps(this) ? startAndSleep : startAndPoll;
	return await work.call(this, request);
};

const startRequest = { method: 'POST', url: collectionPath('pre-recorded') } as const;

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'transcribe',
	options: [
		{
			name: 'Start Transcription',
			value: 'start',
			action: 'Start transcription',
			description: 'Return the transcription ID at once, to read the result later',
			routing: workRouting(startRequest, startOnly),
		},
		{
			name: 'Transcribe Audio',
			value: 'transcribe',
			action: 'Transcribe audio',
			description: 'Wait until the transcription is done and return the result',
			routing: workRouting(startRequest, startAndWait),
		},
	],
};

/**
 * Tells n8n's server to leave the body of a callback unread: it refuses bodies above its limit (16 MB
 * unless set otherwise), and the result of a long recording with translations is larger. The name is
 * the one under which n8n looks for this in any node with a webhook.
 */
const bodyUnread: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'hidden',
	default: { binaryData: true },
};

/** Turns recordings into text, with everything Gladia can say about them. */
export class GladiaTranscribe implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Gladia Transcribe',
		name: 'gladiaTranscribe',
		icon: { light: 'file:../../icons/gladia.svg', dark: 'file:../../icons/gladia.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] === "start" ? "start" : "transcribe and wait" }}',
		description: 'Turn recordings into text, with speakers, translations, summaries and subtitles',
		defaults: { name: 'Gladia Transcribe' },
		usableAsTool: true,
		inputs: MAIN_CONNECTION,
		outputs: MAIN_CONNECTION,
		credentials: [{ name: CREDENTIAL, required: true }],
		requestDefaults,
		webhooks: wakeUpWebhooks,
		hints: [codeSwitchingHint],
		properties: [
			operation,
			waitForProperty({ operation: ['transcribe'] }),
			...audioSourceProperties(),
			...preRecordedProperties('language'),
			...outputProperties({ operation: ['transcribe'] }),
			...preRecordedProperties('addOns'),
			...preRecordedProperties('options'),
			...limitProperties({
				waiting: { operation: ['transcribe'] },
				notWaiting: { operation: ['start'] },
			}),
			...preRecordedProperties('legacy'),
			bodyUnread,
		],
	};

	methods = { listSearch: { searchModels } };

	webhook = wakeUp;
}
