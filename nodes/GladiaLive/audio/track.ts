import { nonMediaIn, PEEK } from '../../shared/media/nonMedia';
import type { AudioFormat } from './audioFormat';
import {
	blockSize,
	bytesPerSecond,
	describeFormat,
	formatIssue,
	isKnownEncoding,
} from './audioFormat';
import type { ByteStream } from './byteReader';
import { ByteReader } from './byteReader';
import type { Header, WavHeader } from './wavHeader';
import { MAX_HEADER, readHeader } from './wavHeader';

/** How much of a file to read first, in bytes; doubled until the header is complete. */
const FIRST_READ = 4096;

/** Samples without a header, ready to be sent. */
export interface Track {
	format: AudioFormat;
	/** Length in seconds, if it is known before the end. */
	seconds?: number;
	/** The next bytes, in whole samples of all channels: as many as asked for, fewer only at the end. */
	read: (count: number) => Promise<Uint8Array>;
	close: () => void;
}

/** Why audio cannot be streamed: the problem, following on "The audio in …", and what to do. */
export class UnsuitableAudio {
	constructor(
		readonly problem: string,
		readonly solution: string,
	) {}
}

const CONVERT =
	'Convert it to WAV with 16-bit PCM and 16 kHz, for example with ffmpeg and the options -ar 16000 -c:a pcm_s16le';

const brokenOff = new UnsuitableAudio('broke off at the start', 'Check the source of the audio');

/**
 * Opens audio by its WAV header, or as raw audio of a given format.
 *
 * @param raw the format of audio without a header; undefined when the header must have it
 */
export async function openTrack(
	stream: ByteStream,
	raw: AudioFormat | undefined,
): Promise<Track | UnsuitableAudio> {
	const reader = new ByteReader(stream.chunks);
	const header = await headerOf(reader);
	if (reader.failure !== undefined) return brokenOff;
	const head = await reader.peek(PEEK);
	const samples = otherFile(header, head, raw) ?? samplesIn(header, raw);
	if (samples instanceof UnsuitableAudio) return samples;
	const { format, dataOffset, dataBytes = Infinity } = samples;
	await reader.read(dataOffset);
	const { length: available } = await reader.peek(blockSize(format));
	if (reader.failure !== undefined && available < blockSize(format)) return brokenOff;
	// What follows the samples in the file, at least a padding byte, is not audio.
	if (Math.min(available, dataBytes) < blockSize(format)) {
		return new UnsuitableAudio('is empty', 'Check the node that created or downloaded it');
	}
	// The header of an interrupted recording may announce more than there is.
	const length = Math.min(dataBytes, (stream.size ?? Infinity) - dataOffset);
	let left = dataBytes;
	return {
		format,
		seconds: length === Infinity ? undefined : length / bytesPerSecond(format),
		async read(count) {
			const bytes = await reader.read(Math.min(count, left));
			left -= bytes.length;
			return bytes.subarray(0, wholeBlocks(bytes.length, format));
		},
		close() {
			stream.close();
			reader.close();
		},
	};
}

/** The largest number of bytes up to `count` that consists of whole samples. */
export function wholeBlocks(count: number, format: AudioFormat): number {
	return count - (count % blockSize(format));
}

async function headerOf(reader: ByteReader): Promise<Header> {
	for (let length = FIRST_READ; ; length *= 2) {
		const head = await reader.peek(length);
		const header = readHeader(head, head.length < length || length >= MAX_HEADER);
		if (header.kind !== 'cut') return header;
	}
}

/** What is plainly no audio: neither a WAV file, nor bytes that may be raw audio by their announced format. */
function otherFile(
	header: Header,
	head: Uint8Array,
	raw: AudioFormat | undefined,
): UnsuitableAudio | undefined {
	const isCandidate =
		raw === undefined ? header.kind !== 'wav' : header.kind === 'other' && header.isCertain;
	if (!isCandidate) return undefined;
	const nonMedia = nonMediaIn(head, true);
	return nonMedia && new UnsuitableAudio(`is ${nonMedia.name}, not audio`, nonMedia.advice);
}

function samplesIn(
	header: Header,
	raw: AudioFormat | undefined,
): Pick<WavHeader, 'format' | 'dataOffset' | 'dataBytes'> | UnsuitableAudio {
	// Only Gladia can judge an encoding that an expression returned.
	if (raw !== undefined && !isKnownEncoding(raw.encoding)) return { format: raw, dataOffset: 0 };
	if (header.kind === 'other' && (raw === undefined || header.isCertain)) {
		return unsupported(`is ${header.name}`);
	}
	if (header.kind !== 'wav') {
		if (raw !== undefined) return { format: raw, dataOffset: 0 };
		return new UnsuitableAudio(
			'has no WAV header',
			`If it is raw audio, set 'Audio Format' to 'Raw Audio' and enter its format. Otherwise: ${CONVERT}`,
		);
	}
	if (raw === undefined) {
		const issue = formatIssue(header.format);
		return issue === undefined ? header : unsupported(issue);
	}
	if (isSame(header.format, raw)) return header;
	return new UnsuitableAudio(
		`is a WAV file with ${describeFormat(header.format)}, not ${describeFormat(raw)}`,
		"Set 'Audio Format' to 'From WAV Header', or correct the format fields",
	);
}

function unsupported(problem: string): UnsuitableAudio {
	return new UnsuitableAudio(
		`${problem}, which live transcription does not support`,
		`${CONVERT}. Gladia Transcribe accepts it unchanged.`,
	);
}

function isSame(one: AudioFormat, other: AudioFormat): boolean {
	return describeFormat(one) === describeFormat(other);
}
