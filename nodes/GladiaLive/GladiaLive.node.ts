import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
	NodeHint,
} from 'n8n-workflow';
import { CREDENTIAL } from '../shared/api/transport';
import { MAIN_CONNECTION } from '../shared/execution/mainConnection';
import {
	codeSwitchingHint,
	liveProperties,
	liveTypeProperties,
	NODE_VERSIONS,
	searchLiveModels,
} from '../shared/parameters';
import { audioSourceProperties } from './fields/audioSource';
import { limitProperties, paceProperties } from './fields/streamOptions';
import { runItems } from './operations/runItems';
import { returnProperties } from './output/returnAs';

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'transcribe',
	options: [
		{
			name: 'Start Session',
			value: 'start',
			action: 'Start live session',
			description: 'Get the URL of a session, for a browser or phone that streams the audio itself',
		},
		{
			name: 'Stream to Existing Session',
			value: 'stream',
			action: 'Stream audio to existing session',
			description: 'Send audio to a session that was started earlier',
		},
		{
			name: 'Transcribe Audio Stream',
			value: 'transcribe',
			action: 'Transcribe audio stream',
			description: 'Start a session, stream audio to it and return the transcript',
		},
	],
};

const sessionUrl: INodeProperties = {
	displayName: 'Session URL',
	name: 'sessionUrl',
	type: 'string',
	default: '={{ $json.url }}',
	required: true,
	hint: "The 'url' returned by Start Session. The audio must have the format set there.",
	displayOptions: { show: { operation: ['stream'] } },
};

const longStreamHint: NodeHint = {
	type: 'info',
	location: 'outputPane',
	whenToDisplay: 'beforeExecution',
	message:
		"A session takes up to three hours of audio. A stream from a URL ends then, or earlier with 'Stop After' under 'Connection and Limits'.",
	displayCondition:
		'={{ $parameter["operation"] !== "start" && $parameter["audioSource"] === "url" && !$parameter["limits"]?.["stopAfterMinutes"] }}',
};

const streaming = { operation: ['transcribe', 'stream'] };
const starting = { operation: ['transcribe', 'start'] };

/**
 * Transcribes audio while it is being spoken. Programmatic, because a declarative node can only send
 * requests and return their responses.
 */
export class GladiaLive implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Gladia Live',
		name: 'gladiaLive',
		icon: { light: 'file:../../icons/gladia.svg', dark: 'file:../../icons/gladia.dark.svg' },
		group: ['transform'],
		version: NODE_VERSIONS,
		defaultVersion: 1.1,
		subtitle:
			'={{ ({ start: "start session", stream: "stream to session", transcribe: "transcribe stream" })[$parameter["operation"]] }}',
		description: 'Transcribe live audio in real time, from a file, a stream or a call',
		builderHint: {
			searchHint:
				'For audio while it is being spoken: streams, calls, live captions. For finished recordings, use Gladia Transcribe.',
		},
		defaults: { name: 'Gladia Live' },
		usableAsTool: true,
		inputs: MAIN_CONNECTION,
		outputs: MAIN_CONNECTION,
		credentials: [{ name: CREDENTIAL, required: true }],
		hints: [codeSwitchingHint, longStreamHint],
		properties: [
			operation,
			sessionUrl,
			...audioSourceProperties(streaming),
			...liveProperties('audioFormat', { ...streaming, audioFormat: ['raw'] }),
			...liveProperties('audioFormat', { operation: ['start'] }),
			...liveTypeProperties(starting),
			...liveProperties('language', starting),
			...liveProperties('addOns', starting),
			...liveProperties('moreAddOns', starting),
			...returnProperties(streaming),
			...liveProperties('options', starting),
			...paceProperties(streaming),
			...limitProperties(),
			...liveProperties('legacy', starting),
		],
	};

	methods = { listSearch: { searchModels: searchLiveModels } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await runItems(this)];
	}
}
