import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { connectionFailureFrom } from '../../shared/api/connectionFailure';
import { itemError } from '../../shared/api/errors';
import { requireHttpUrl } from '../../shared/api/httpUrl';
import { BINARY_FIELD_LABEL, findFile } from '../../shared/api/itemFile';
import { AUDIO_URL_LABEL } from '../../shared/api/upload';
import { toTexts } from '../../shared/parameters';
import type { AudioFormat } from '../audio/audioFormat';
import type { ByteStream } from '../audio/byteReader';
import { withStallTimeout } from '../audio/byteReader';
import { interleave } from '../audio/interleave';
import type { Track } from '../audio/track';
import { openTrack, UnsuitableAudio } from '../audio/track';
import { systemClock } from '../clock';
import { BINARY_FIELDS_LABEL } from '../fields/audioSource';

/** How long a server may take to start its response, in milliseconds. */
const RESPONSE_TIMEOUT = 30_000;
/** Added to the timeout of the request, so that the stall timeout fires first; in seconds. */
const MARGIN = 5;

/** Where the audio of an item comes from; known to exist. */
export interface AudioSource {
	/**
	 * Opens the audio as one track.
	 *
	 * @throws NodeApiError when it cannot be read, or when live transcription does not support it
	 */
	open: () => Promise<Track>;
	/** Whether it can be opened more than once. */
	isFile: boolean;
}

/**
 * Finds the audio of an item.
 *
 * @param raw its format, when it has no header
 * @param stallSeconds how long a server may send nothing in the middle of the audio
 * @throws NodeApiError when a file or the URL is missing
 */
export async function findAudio(
	context: IExecuteSingleFunctions,
	raw: AudioFormat | undefined,
	stallSeconds: number,
): Promise<AudioSource> {
	const source = context.getNodeParameter('audioSource', 'binary');
	if (source === 'url') {
		const url = requireHttpUrl(context, context.getNodeParameter('audioUrl', ''), AUDIO_URL_LABEL);
		const label = `'${AUDIO_URL_LABEL}'`;
		return {
			isFile: false,
			async open() {
				return await openStream(context, await openUrl(context, url, stallSeconds), raw, label);
			},
		};
	}
	const fields =
		source === 'tracks'
			? toTexts(context.getNodeParameter('binaryPropertyNames', []))
			: [context.getNodeParameter('binaryPropertyName', 'data')];
	// Each of several fields is one channel, so no other file can be meant.
	const isExact = source === 'tracks';
	const files = await Promise.all(
		fields.map(async (field) => await findFile(context, field, isExact)),
	);
	// Each of several files holds one channel.
	const rawTrack = raw && isExact ? { ...raw, channels: 1 } : raw;
	return {
		isFile: true,
		async open() {
			const tracks: Track[] = [];
			for (const { name, file } of files) {
				const label = `'${BINARY_FIELD_LABEL}' ("${name}")`;
				const stream = { chunks: file.stream(), size: file.size, close: () => undefined };
				tracks.push(await openStream(context, stream, rawTrack, label));
			}
			return requireTrack(context, interleave(tracks), `'${BINARY_FIELDS_LABEL}'`);
		},
	};
}

async function openStream(
	context: IExecuteSingleFunctions,
	stream: ByteStream,
	raw: AudioFormat | undefined,
	label: string,
): Promise<Track> {
	const track = await openTrack(stream, raw);
	if (track instanceof UnsuitableAudio) stream.close();
	return requireTrack(context, track, label);
}

function requireTrack(
	context: IExecuteSingleFunctions,
	track: Track | UnsuitableAudio,
	label: string,
): Track {
	if (!(track instanceof UnsuitableAudio)) return track;
	const { problem, solution } = track;
	throw itemError(context, `The audio in ${label} ${problem}`, { description: solution });
}

/** Opens a URL without any credential, as it may belong to anyone. */
async function openUrl(
	context: IExecuteSingleFunctions,
	url: string,
	stallSeconds: number,
): Promise<ByteStream> {
	const abort = new AbortController();
	const { statusCode, headers, body } = await request(context, url, stallSeconds, abort.signal);
	const close = () => {
		body.destroy();
		// While a source stalls, the stream from n8n does not close the connection when it is destroyed.
		abort.abort();
	};
	if (statusCode < 200 || statusCode >= 300) {
		close();
		throw itemError(context, `The audio in '${AUDIO_URL_LABEL}' could not be read`, {
			description: `Its server answered with status ${statusCode}. Check the address, and whether it needs a login`,
		});
	}
	const size = Number(headers['content-length']);
	const isWhole = headers['content-encoding'] === undefined && size > 0;
	const chunks = withStallTimeout(body, stallSeconds, systemClock);
	return { chunks, size: isWhole ? size : undefined, close };
}

/** The body is a Node stream; an error after it was destroyed has no listener. */
interface AudioResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	body: AsyncIterable<Uint8Array> & { destroy: () => void };
}

async function request(
	context: IExecuteSingleFunctions,
	url: string,
	stallSeconds: number,
	closed: AbortSignal,
): Promise<AudioResponse> {
	const cancelled = context.getExecutionCancelSignal();
	try {
		return (await context.helpers.httpRequest({
			method: 'GET',
			url,
			encoding: 'stream',
			// n8n's HTTP client also ends a connection that sends nothing for so long in the middle.
			timeout: Math.max(RESPONSE_TIMEOUT, (stallSeconds + MARGIN) * 1000),
			abortSignal: AbortSignal.any([closed, ...(cancelled ? [cancelled] : [])]),
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		})) as AudioResponse;
	} catch (error) {
		cancelled?.throwIfAborted();
		throw itemError(context, `The audio in '${AUDIO_URL_LABEL}' could not be read`, {
			description: `${connectionFailureFrom(error).reason}. Check the address`,
		});
	}
}
