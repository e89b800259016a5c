import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { itemError } from '../../shared/api/errors';
import { chosenOutput, chosenSpeakerNames } from '../../shared/output/output';
import { checkLive, chosenLivePresets, finishedLiveBody, liveBody } from '../../shared/parameters';
import type { AudioFormat } from '../audio/audioFormat';
import { formatOf, MAX_SESSION_SECONDS } from '../audio/audioFormat';
import type { Track } from '../audio/track';
import type { StreamOptions } from '../fields/streamOptions';
import { readStreamOptions } from '../fields/streamOptions';
import { chosenReturn } from '../output/returnAs';
import type { AudioSource } from './openAudio';
import { findAudio } from './openAudio';
import { hasWebSocket } from './streamTrack';

/** The parameters of an item, validated as far as possible before a session is started. */
export interface ValidatedStart {
	/** Body of `POST /v2/live`; without the format if the audio states it. */
	body: IDataObject;
	options: StreamOptions;
}

/** The same for an item that streams. */
export interface ValidatedStream extends ValidatedStart {
	audio: AudioSource;
	returnAs: string;
}

/**
 * Validates an item that only starts a session.
 *
 * @throws NodeApiError naming the item, the field and what to change
 */
export function validateStart(context: IExecuteSingleFunctions): ValidatedStart {
	const options = readStreamOptions(context);
	const body = readBody(context, true);
	return { body: { ...formatOf(body), ...body }, options };
}

/**
 * Validates an item that streams, including the audio file and its length.
 *
 * @param startsSession whether it starts its session itself
 * @throws NodeApiError naming the item, the field and what to change
 */
export async function validateStream(
	context: IExecuteSingleFunctions,
	startsSession: boolean,
): Promise<ValidatedStream> {
	if (!hasWebSocket()) {
		throw itemError(context, 'Gladia Live needs Node.js 22 or newer', {
			description:
				'This n8n runs on an older version, which has no WebSocket. Update n8n, or its Node.js',
		});
	}
	const options = readStreamOptions(context);
	const returnAs = chosenReturn(context);
	if (returnAs === 'stored') chosenOutput(context);
	else chosenSpeakerNames(context);
	const isRaw = context.getNodeParameter('audioFormat', 'header') === 'raw';
	const format = readFormat(context);
	const audio = await findAudio(context, isRaw ? format : undefined, options.sourceSeconds);
	if (audio.isFile) {
		const track = await audio.open();
		track.close();
		checkLength(context, track, options);
	}
	return { body: startsSession ? readBody(context, false) : {}, options, audio, returnAs };
}

/**
 * Makes sure that a session does not end in the middle of the audio.
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
		`The audio is ${minutes} minutes long, but a live session takes at most ${limit}`,
		{
			description: "Split it, or set 'Stop After (Minutes of Audio)' to stream only the beginning",
		},
	);
}

function readFormat(context: IExecuteSingleFunctions): AudioFormat {
	const body = liveBody((name) => context.getNodeParameter(name, null), ['audioFormat']);
	checkLive(context, body);
	return formatOf(body);
}

function readBody(context: IExecuteSingleFunctions, withFormat: boolean): IDataObject {
	const body = liveBody(
		(name) => context.getNodeParameter(name, null),
		[
			...(withFormat ? (['audioFormat'] as const) : []),
			'language',
			'addOns',
			'moreAddOns',
			'options',
			'legacy',
		],
		chosenLivePresets(context),
	);
	return finishedLiveBody(context, body);
}
