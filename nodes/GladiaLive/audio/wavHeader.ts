import type { AudioFormat } from './audioFormat';

/** A WAV file: where its samples start and, if the header says, how many bytes they have. */
export interface WavHeader {
	kind: 'wav';
	format: AudioFormat;
	dataOffset: number;
	dataBytes?: number;
}

/** What the start of a file says about its audio. */
export type Header =
	| WavHeader
	/** A WAV file with samples that Gladia does not support, or another kind of file. */
	| { kind: 'other'; name: string; isCertain: boolean }
	/** No known kind of file; perhaps raw audio. */
	| { kind: 'unknown' }
	/** More of the file is needed. */
	| { kind: 'cut' };

/** How far into a file its format chunk may be; in bytes. */
export const MAX_HEADER = 1024 * 1024;

const EXTENSIBLE = 0xfffe;
/** Format tags of samples that Gladia supports. */
const ENCODINGS: Record<number, string> = { 1: 'wav/pcm', 6: 'wav/alaw', 7: 'wav/ulaw' };
const OTHER_TAGS: Record<number, string> = {
	0x02: 'a WAV file with ADPCM samples',
	0x03: 'a WAV file with floating-point samples',
	0x11: 'a WAV file with ADPCM samples',
	0x31: 'a WAV file with GSM samples',
	0x50: 'a WAV file with MPEG audio',
	0x55: 'a WAV file with MP3 audio',
};

/** First bytes of other kinds of files, as regular expressions with one character per byte. */
const SIGNATURES: Array<[RegExp, string]> = [
	[/^ID3/, 'an MP3 file'],
	[/^OggS/, 'an Ogg file (Opus or Vorbis)'],
	[/^fLaC/, 'a FLAC file'],
	[/^....ftyp/s, 'an MP4 or M4A file'],
	[/^\x1aE\xdf\xa3/, 'a WebM or Matroska file'],
	[/^FORM....AIF/s, 'an AIFF file'],
	[/^#!AMR/, 'an AMR file'],
	[/^caff/, 'a CAF file'],
	[/^\.snd/, 'an AU file'],
	[/^RIFF....AVI /s, 'an AVI file'],
	[/^\x30\x26\xb2\x75/, 'a WMA or WMV file'],
	[/^\s*(<!doctype|<html|<\?xml)/i, 'a web page'],
	[/^#EXTM3U/, 'an M3U playlist, which only links to the stream'],
];

/** The same for files that start with a frame of audio; raw audio may look like it by chance. */
const VAGUE_SIGNATURES: Array<[RegExp, string]> = [
	[/^\xff[\xe2-\xe5\xf2-\xf5\xfa-\xfd]/, 'an MP3 file'],
	[/^\xff[\xf0\xf1\xf8\xf9]/, 'an AAC file'],
	[/^\s*[{[]\s*["\]}]/, 'JSON'],
];

const damaged: Header = { kind: 'other', name: 'a damaged WAV file', isCertain: true };

/**
 * Identifies a file by its first bytes: RIFF, RF64 and BW64 WAV files with their format and the start of
 * the samples, or the name of any other kind.
 *
 * @param head the first bytes; call again with more when the result is `cut`
 * @param isAll whether there are no more
 */
export function readHeader(head: Uint8Array, isAll: boolean): Header {
	const text = Buffer.from(head.subarray(0, 64)).toString('latin1');
	if (text.length < 12 && !isAll) return { kind: 'cut' };
	if (/^(RIFF|RF64|BW64)....WAVE/s.test(text)) return readChunks(head, isAll);
	const nameIn = (signatures: typeof SIGNATURES) =>
		signatures.find(([signature]) => signature.test(text))?.[1];
	const [certain, vague] = [nameIn(SIGNATURES), nameIn(VAGUE_SIGNATURES)];
	const name = certain ?? vague;
	if (name === undefined) return { kind: 'unknown' };
	return { kind: 'other', name, isCertain: certain !== undefined };
}

function readChunks(head: Uint8Array, isAll: boolean): Header {
	const view = new DataView(head.buffer, head.byteOffset, head.length);
	let format: Header | undefined;
	let wideSize: number | undefined;
	for (let at = 12; at + 8 <= head.length;) {
		const id = Buffer.from(head.subarray(at, at + 4)).toString('latin1');
		const size = view.getUint32(at + 4, true);
		const body = at + 8;
		if (id === 'data') {
			if (format?.kind !== 'wav') return format ?? damaged;
			const dataBytes = isUnknown(size) ? wideSize : size;
			return { ...format, dataOffset: body, dataBytes };
		}
		const isHere = body + Math.min(size, 40) <= head.length;
		if (id === 'fmt ' && isHere && size >= 16) format = readFormat(view, body, size);
		// RF64 files keep sizes that need more than 32 bits in a chunk of their own.
		if (id === 'ds64' && isHere) wideSize = Number(view.getBigUint64(body + 8, true));
		at = body + size + (size % 2);
	}
	const isHopeless = isAll || head.length >= MAX_HEADER;
	return isHopeless ? damaged : { kind: 'cut' };
}

function readFormat(view: DataView, at: number, size: number): Header {
	const declared = view.getUint16(at, true);
	// The real tag of an extensible format is the start of its sub-format.
	const tag = declared === EXTENSIBLE && size >= 40 ? view.getUint16(at + 24, true) : declared;
	const encoding = ENCODINGS[tag];
	if (encoding === undefined) {
		const name = OTHER_TAGS[tag] ?? `a WAV file with samples of type ${tag}`;
		return { kind: 'other', name, isCertain: true };
	}
	const format = {
		encoding,
		bit_depth: view.getUint16(at + 14, true),
		sample_rate: view.getUint32(at + 4, true),
		channels: view.getUint16(at + 2, true),
	};
	return { kind: 'wav', format, dataOffset: 0 };
}

/** Programs that write a stream cannot know its size; they write the largest number, or zero. */
function isUnknown(size: number): boolean {
	return size === 0 || size >= 0xfffffff0 || size === 0x7fffffff;
}
