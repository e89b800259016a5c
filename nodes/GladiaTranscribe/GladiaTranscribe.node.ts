import type { INodeProperties, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { gladiaApiTest } from '../shared/api/credentialTest';
import { collectionPath } from '../shared/api/endpoints';
import { requestDefaults } from '../shared/api/transport';
import { asStep } from '../shared/execution/agentTool';
import type { ItemWork } from '../shared/execution/itemOperation';
import { workRouting } from '../shared/execution/itemOperation';
import { MAIN_CONNECTION } from '../shared/execution/mainConnection';
import { outputProperties, plainItemOptions } from '../shared/output/output';
import {
	codeSwitchingHint,
	manyLanguagesHint,
	NODE_VERSIONS,
	preRecordedProperties,
	preRecordedTypeProperties,
	searchModels,
	withDefaultsOfType,
} from '../shared/parameters';
import { leaveBodyUnread, receiveCallback, resumeWebhooks, startAndSuspend } from './callbackWait';
import { agentToolProperties } from './fields/agentTool';
import { audioSourceProperties } from './fields/audioSource';
import { panelActionProperties } from './fields/panelActions';
import { isCallbackWait, limitProperties, waitForProperty } from './fields/waitAndLimits';
import { startAndPoll, startOnly } from './operations/transcription';

/** Starts a job and returns its result, waiting in the way that is set. */
const startAndWait: ItemWork = async function (request) {
	const work = isCallbackWait(this) ? startAndSuspend : startAndPoll;
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
			action: 'Start transcription without waiting',
			description:
				'Return the ID at once without waiting, to read the result later with Gladia Get Result',
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

/** Turns recordings into text, with everything Gladia can say about them. */
export class GladiaTranscribe implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Gladia Transcribe',
		name: 'gladiaTranscribe',
		icon: { light: 'file:../../icons/gladia.svg', dark: 'file:../../icons/gladia.dark.svg' },
		group: ['transform'],
		version: NODE_VERSIONS,
		defaultVersion: 1.1,
		subtitle: '={{ $parameter["operation"] === "start" ? "start" : "transcribe and wait" }}',
		description: 'Turn recordings into text, with speakers, translations, summaries and subtitles',
		builderHint: {
			searchHint:
				'Turns a recording (file, URL, form or chat upload) into text, with speakers, summary, translations, answers, subtitles, statistics or a report. Set recordingType for calls, meetings, interviews, subtitles and voice messages. As a tool of an agent it takes a URL.',
		},
		defaults: { name: 'Gladia Transcribe' },
		usableAsTool: true,
		inputs: MAIN_CONNECTION,
		outputs: MAIN_CONNECTION,
		// The name itself, not a constant, is what n8n's lint looks for.
		credentials: [{ name: 'gladiaApi', required: true, testedBy: 'gladiaApiTest' }],
		requestDefaults,
		webhooks: resumeWebhooks,
		waitingNodeTooltip:
			'Asleep until Gladia calls back, or until the time in Wait and Limits is over. You can close the editor.',
		hints: [codeSwitchingHint, manyLanguagesHint],
		properties: [
			operation,
			...agentToolProperties(),
			...audioSourceProperties(asStep),
			...preRecordedTypeProperties,
			...preRecordedProperties('language'),
			...preRecordedProperties('addOns'),
			...preRecordedProperties('moreAddOns'),
			...withDefaultsOfType(outputProperties({ operation: ['transcribe'] }, { startsJobs: true })),
			plainItemOptions({ operation: ['start'] }),
			...preRecordedProperties('options'),
			waitForProperty({ operation: ['transcribe'] }),
			...limitProperties({
				waiting: { operation: ['transcribe'] },
				notWaiting: { operation: ['start'] },
			}),
			...preRecordedProperties('legacy'),
			leaveBodyUnread,
			...panelActionProperties(),
		],
	};

	methods = { credentialTest: { gladiaApiTest }, listSearch: { searchModels } };

	webhook = receiveCallback;
}
