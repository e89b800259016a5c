import type { IDisplayOptions, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import { itemError } from '../../shared/api/errors';
import { numberIssue, toApiValue } from '../../shared/parameters';
import { MAX_SESSION_SECONDS } from '../audio/audioFormat';
import type { SessionLimits } from '../session/sessionLimits';
import { fixedLimits } from '../session/sessionLimits';

const MINUTE = 60_000;
const MAX_SESSION_MINUTES = MAX_SESSION_SECONDS / 60;
/** How many live sessions a paid plan runs at a time. */
const DEFAULT_CONCURRENT = 30;
/** How long to wait for a free session, in minutes. */
const DEFAULT_WAIT = 10;
/** How long to wait for the stored result of a session, in minutes. */
const DEFAULT_RESULT_WAIT = 2;
/** Audio in a frame, in milliseconds; in real time, this is also the delay. */
const DEFAULT_CHUNK = 100;

const speed: INodeProperties = {
	displayName: 'Speed',
	name: 'speed',
	type: 'number',
	typeOptions: { minValue: 0.1, numberPrecision: 2 },
	default: 2,
	description: 'Seconds of audio to send per second',
};

/** At which speed the audio is sent. */
export function paceProperties(show: IDisplayOptions['show']): INodeProperties[] {
	return [
		{
			displayName: 'Pace',
			name: 'pace',
			type: 'options',
			default: 'realTime',
			displayOptions: { show },
			options: [
				{
					name: 'As Fast as Possible',
					value: 'fastest',
					description: 'As fast as Gladia accepts the audio',
				},
				{
					name: 'Multiple of Real Time',
					value: 'multiple',
					description: 'A set number of seconds of audio per second',
				},
				{
					name: 'Real Time',
					value: 'realTime',
					description: 'As if it were being spoken right now',
				},
			],
			description: 'How fast to send the audio. A slower source sets the pace itself.',
			hint: 'At Real Time, a recording of 30 minutes takes 30 minutes',
		},
		{ ...speed, displayOptions: { show: { ...show, pace: ['multiple'] } } },
	];
}

const acknowledgmentTimeout: INodeProperties = {
	displayName: 'Reconnect After (Seconds)',
	name: 'acknowledgmentTimeout',
	type: 'number',
	typeOptions: { minValue: 0.1 },
	default: 20,
	description: 'How long sent audio may stay unacknowledged before the node reconnects by itself',
};

const chunkLength: INodeProperties = {
	displayName: 'Chunk Length (Milliseconds)',
	name: 'chunkMilliseconds',
	type: 'number',
	typeOptions: { minValue: 10, maxValue: 5000, numberPrecision: 0 },
	default: DEFAULT_CHUNK,
	description:
		'How much audio to send at a time. With shorter chunks, captions arrive slightly earlier.',
};

const maxConcurrent: INodeProperties = {
	displayName: 'Max Concurrent Sessions',
	name: 'maxConcurrent',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 300, numberPrecision: 0 },
	default: DEFAULT_CONCURRENT,
	description:
		'How many items to process in parallel. Gladia runs 30 sessions at a time on paid plans, 1 on the free plan.',
};

const maxReconnects: INodeProperties = {
	displayName: 'Max Reconnects in a Row',
	name: 'maxReconnects',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 100, numberPrecision: 0 },
	default: 10,
	description:
		'The node reconnects by itself, without losing audio. How many times to try without progress before giving up.',
};

const maxResultWait: INodeProperties = {
	displayName: 'Max Wait for Result (Minutes)',
	name: 'maxResultWaitMinutes',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: DEFAULT_RESULT_WAIT,
	description:
		'How long to wait for the end of the session after the audio has ended (at least a minute), and then for the stored result',
};

const maxWait: INodeProperties = {
	displayName: 'Max Wait for Session (Minutes)',
	name: 'maxWaitMinutes',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: DEFAULT_WAIT,
	description: 'How long to retry while as many sessions are running as the plan allows',
};

const region: INodeProperties = {
	displayName: 'Region',
	name: 'region',
	type: 'options',
	options: [
		{ name: 'Europe (West)', value: 'eu-west' },
		{ name: 'United States (West)', value: 'us-west' },
	],
	default: 'eu-west',
	description: 'Where the audio is processed. If not set, Gladia decides.',
};

const sourceTimeout: INodeProperties = {
	displayName: 'Source Timeout (Seconds)',
	name: 'sourceTimeout',
	type: 'number',
	typeOptions: { minValue: 0.1 },
	default: 60,
	description: 'How long to wait for more audio from a URL before ending the session',
};

const stopAfter: INodeProperties = {
	displayName: 'Stop After (Minutes of Audio)',
	name: 'stopAfterMinutes',
	type: 'number',
	typeOptions: { minValue: 0.01, maxValue: MAX_SESSION_MINUTES },
	default: MAX_SESSION_MINUTES,
	description: 'When to end a stream that does not end by itself. Gladia takes up to 180 minutes.',
};

const streamResponse: INodeProperties = {
	displayName: 'Stream Response',
	name: 'streamResponse',
	type: 'boolean',
	default: true,
	description:
		'Whether to send transcripts to the caller while the audio is streaming, if the workflow responds by streaming',
};

/** Limits of the node itself; only the region is sent to the API. */
export function limitProperties(): INodeProperties[] {
	const field = (operation: string, options: INodeProperties[]): INodeProperties => ({
		displayName: 'Connection and Limits',
		name: 'limits',
		type: 'collection',
		placeholder: 'Add Limit',
		default: {},
		displayOptions: { show: { operation: [operation] } },
		options: options.sort((one, other) => one.displayName.localeCompare(other.displayName)),
	});
	const starting = [maxConcurrent, maxWait, region];
	const streaming = [
		acknowledgmentTimeout,
		chunkLength,
		maxReconnects,
		maxResultWait,
		sourceTimeout,
		stopAfter,
		streamResponse,
	];
	return [
		field('start', starting),
		field('stream', [...streaming, maxConcurrent]),
		field('transcribe', [...streaming, ...starting]),
	];
}

/** Pace and limits of an item, in the units of the code. */
export interface StreamOptions {
	maxConcurrent: number;
	/** How long to wait for a free session, in milliseconds. */
	maxWait: number;
	/** How long to wait for the stored result, in milliseconds. */
	resultWait: number;
	region?: string;
	speed: number;
	frameSeconds: number;
	maxSeconds: number;
	/** How long a source on the web may send nothing, in seconds. */
	sourceSeconds: number;
	streamsResponse: boolean;
	session: SessionLimits;
}

/**
 * The options as set, or the defaults.
 *
 * @throws NodeApiError for a value that is not a number, or out of range
 */
export function readStreamOptions(context: IExecuteSingleFunctions): StreamOptions {
	const limits = Object(context.getNodeParameter('limits', {})) as Record<string, unknown>;
	const limit = (field: INodeProperties) => numberIn(context, field, limits[field.name]);
	const pace = context.getNodeParameter('pace', 'realTime');
	const factor = () => numberIn(context, speed, context.getNodeParameter(speed.name, null));
	return {
		maxConcurrent: limit(maxConcurrent),
		maxWait: limit(maxWait) * MINUTE,
		resultWait: limit(maxResultWait) * MINUTE,
		region: typeof limits.region === 'string' && limits.region ? limits.region : undefined,
		speed: pace === 'fastest' ? Infinity : pace === 'multiple' ? factor() : 1,
		frameSeconds: limit(chunkLength) / 1000,
		maxSeconds: limit(stopAfter) * 60,
		sourceSeconds: limit(sourceTimeout),
		streamsResponse: limits[streamResponse.name] !== false,
		session: {
			...fixedLimits,
			acknowledgment: limit(acknowledgmentTimeout) * 1000,
			ending: Math.max(fixedLimits.silenceAtEnd, limit(maxResultWait) * MINUTE),
			maxReconnects: limit(maxReconnects),
		},
	};
}

function numberIn(
	context: IExecuteSingleFunctions,
	field: INodeProperties,
	given: unknown,
): number {
	const parameter = { path: field.name, field };
	const value = toApiValue(parameter, given) ?? field.default;
	const issue = numberIssue(parameter, value);
	if (issue === undefined) return Number(value);
	throw itemError(context, issue.message, { description: issue.description });
}
