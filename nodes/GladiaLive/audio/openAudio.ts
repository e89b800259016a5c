import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { pause } from '../../shared/async/cancellation';
import { itemError } from '../../shared/api/errors';
import { requireHttpUrl } from '../../shared/api/httpUrl';
import { toTexts } from '../../shared/parameters';
import { connectionFailureFrom } from '../../shared/api/connectionFailure';
import { AUDIO_URL_LABEL, BINARY_FIELD_LABEL, findFile, nameOf } from '../../shared/api/upload';
import type { AudioFormat } from './audioFormat';
import { BINARY_FIELDS_LABEL } from '../fields/audioSource';
import { impatiently, type ByteStream } from './byteReader';
import { interleave } from './interleave';
import { openTrack, UnsuitableAudio, type Track } from './track';

/** How long a server may take to begin its answer, in milliseconds. */
const ANSWER_TIMEOUT = 30_000;
/** So that a stall is noticed by its own limit first, in seconds. */
const MARGIN = 5;

/** The audio of an item that is known to be there. */
export interface AudioPlan {
	/**
	 * Opens it as one track.
	 *
	 * @throws NodeApiError when it cannot be had, or when Gladia does not take it live
	 */
	open: () => Promise<Track>;
	/** Whether it can be opened more than once. */
	isFile: boolean;
}

/**
 * Checks where the audio of an item comes from.
 *
 * @param raw its format, when it has no header
 * @param patience how many seconds a server may give nothing in the middle of the audio
 * @throws NodeApiError when a file or the address is missing
 */
export async function planAudio(
	context: IExecuteSingleFunctions,
	raw: AudioFormat | undefined,
	patience: number,
): Promise<AudioPlan> {
	const source = context.getNodeParameter('audioSource', 'binary');
	if (source === 'url') {
		const url = requireHttpUrl(context, context.getNodeParameter('audioUrl', ''), AUDIO_URL_LABEL);
		const label = `'${AUDIO_URL_LABEL}'`;
		return {
			isFile: false,
			open: async () => await suitable(context, await openUrl(context, url, patience), raw, label),
		};
	}
	const fields =
		source === 'tracks'
			? toTexts(context.getNodeParameter('binaryPropertyNames', []))
			: [context.getNodeParameter('binaryPropertyName', 'data')];
	const files = await Promise.all(
		fields.map(async (field) => ({ field, file: await findFile(context, field) })),
	);
	// Each of several files holds one channel.
	const rawTrack = raw && source === 'tracks' ? { ...raw, channels: 1 } : raw;
	return {
		isFile: true,
		async open() {
			const tracks: Track[] = [];
			for (const { field, file } of files) {
				const label = `'${BINARY_FIELD_LABEL}' ("${nameOf(field, file)}")`;
				const stream = { chunks: file.stream(), size: file.size, close: () => undefined };
				tracks.push(await suitable(context, stream, rawTrack, label));
			}
			const whole = interleave(tracks);
			return checked(context, whole, `'${BINARY_FIELDS_LABEL}'`);
		},
	};
}

async function suitable(
	context: IExecuteSingleFunctions,
	stream: ByteStream,
	raw: AudioFormat | undefined,
	label: string,
): Promise<Track> {
	const track = await openTrack(stream, raw);
	if (track instanceof UnsuitableAudio) stream.close();
	return checked(context, track, label);
}

function checked(
	context: IExecuteSingleFunctions,
	track: Track | UnsuitableAudio,
	label: string,
): Track {
	if (!(track instanceof UnsuitableAudio)) return track;
	throw itemError(context, `The audio in ${label} ${track.what}`, {
		description: track.next,
	});
}

/** Opens an address without any credential: it may be anybody's. */
async function openUrl(
	context: IExecuteSingleFunctions,
	url: string,
	patience: number,
): Promise<ByteStream> {
	const leave = new AbortController();
	const { statusCode, headers, body } = await askFor(context, url, patience, leave.signal);
	const close = () => {
		body.destroy();
		// As long as a source stalls, what n8n hands out does not pass its end on to the connection.
		leave.abort();
	};
	if (statusCode < 200 || statusCode >= 300) {
		close();
		throw itemError(context, `The audio in '${AUDIO_URL_LABEL}' could not be read`, {
			description: `Its server answered with status ${statusCode}. Check the address, and whether it needs a login`,
		});
	}
	const size = Number(headers['content-length']);
	const isWhole = headers['content-encoding'] === undefined && size > 0;
	const chunks = impatiently(body, patience, async (milliseconds, signal) => {
		await pause({ getExecutionCancelSignal: () => signal }, milliseconds);
	});
	return { chunks, size: isWhole ? size : undefined, close };
}

/** The body is a stream of Node; an error that comes after it was destroyed has no listener. */
interface UrlAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: AsyncIterable<Uint8Array> & { destroy: () => void };
}

async function askFor(
	context: IExecuteSingleFunctions,
	url: string,
	patience: number,
	left: AbortSignal,
): Promise<UrlAnswer> {
	const cancelled = context.getExecutionCancelSignal();
	try {
		return (await context.helpers.httpRequest({
			method: 'GET',
			url,
			encoding: 'stream',
			// n8n's HTTP client also ends a connection that brings nothing for so long in the middle.
			timeout: Math.max(ANSWER_TIMEOUT, (patience + MARGIN) * 1000),
			abortSignal: AbortSignal.any([left, ...(cancelled ? [cancelled] : [])]),
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		})) as UrlAnswer;
	} catch (error) {
		cancelled?.throwIfAborted();
		throw itemError(context, `The audio in '${AUDIO_URL_LABEL}' could not be read`, {
			description: `${connectionFailureFrom(error).reason}. Check the address`,
		});
	}
}
