import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { itemError } from '../../shared/api/errors';
import { checkLive, finishedLiveBody, liveBody } from '../../shared/parameters';
import { chosenOutput } from '../../shared/output/output';
import { formatOf, MAX_SESSION_SECONDS } from '../audio/audioFormat';
import { planAudio, type AudioPlan } from '../audio/openAudio';
import { chosenReturn } from '../output/outputs';
import { hasWebSocket } from './streamAudio';
import { readStreamOptions, type StreamOptions } from '../fields/streamOptions';
import type { Track } from '../audio/track';

/** What an item is to do, checked as far as that is possible before a session is opened. */
export interface Plan {
	/** Body of `POST /v2/live`; without the format where the audio has to tell it. */
	body: IDataObject;
	options: StreamOptions;
}

/** The same for an item that streams. */
export interface StreamPlan extends Plan {
	audio: AudioPlan;
	returnAs: string;
}

/**
 * Checks an item that opens a session only.
 *
 * @throws NodeApiError naming the item, the field and what to change
 */
export function planStart(context: IExecuteSingleFunctions): Plan {
	const options = readStreamOptions(context);
	const body = readBody(context, true);
	return { body: { ...formatOf(body), ...body }, options };
}

/**
 * Checks an item that streams, down to the audio file and its length.
 *
 * @param opensSession whether it opens its session itself
 * @throws NodeApiError naming the item, the field and what to change
 */
export async function planStream(
	context: IExecuteSingleFunctions,
	opensSession: boolean,
): Promise<StreamPlan> {
	if (!hasWebSocket()) {
		throw itemError(context, 'Gladia Live needs Node.js 22 or newer', {
			description:
				'This n8n runs on an older one, which has no WebSocket. Update n8n, or its Node.js',
		});
	}
	const options = readStreamOptions(context);
	const returnAs = chosenReturn(context);
	if (returnAs === 'stored') chosenOutput(context);
	const isRaw = context.getNodeParameter('audioFormat', 'header') === 'raw';
	const format = readFormat(context);
	const audio = await planAudio(context, isRaw ? format : undefined, options.sourceSeconds);
	if (audio.isFile) {
		const track = await audio.open();
		track.close();
		checkLength(context, track, options);
	}
	return { body: opensSession ? readBody(context, false) : {}, options, audio, returnAs };
}

/**
 * Sees to it that a session does not end in the middle of the audio.
 *
 * @throws NodeApiError when the audio is known to be longer than a session
 */
export function checkLength(
	context: IExecuteSingleFunctions,
	{ seconds = 0 }: Track,
	{ maxSeconds }: StreamOptions,
): void {
	if (seconds <= MAX_SESSION_SECONDS || maxSeconds < MAX_SESSION_SECONDS) return;
	const [minutes, limit] = [Math.ceil(seconds / 60), MAX_SESSION_SECONDS / 60];
	throw itemError(
		context,
		`The audio is ${minutes} minutes long, more than the ${limit} that Gladia takes in a session`,
		{
			description: "Split it, or set 'Stop After (Minutes of Audio)' to stream only its beginning",
		},
	);
}

function readFormat(context: IExecuteSingleFunctions) {
	const body = liveBody((name) => context.getNodeParameter(name, null), ['audioFormat']);
	checkLive(context, body);
	return formatOf(body);
}

function readBody(context: IExecuteSingleFunctions, withFormat: boolean): IDataObject {
	const body = liveBody(
		(name) => context.getNodeParameter(name, null),
		[...(withFormat ? (['audioFormat'] as const) : []), 'language', 'addOns', 'options', 'legacy'],
	);
	return finishedLiveBody(context, body);
}
