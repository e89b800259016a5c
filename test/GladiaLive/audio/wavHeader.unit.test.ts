import { readFileSync } from 'node:fs';
import { MAX_HEADER, readHeader } from '../../../nodes/GladiaLive/audio/wavHeader';
import { chunk, formatChunk, riff, wav } from '../support/waveFiles';

const samples = Buffer.alloc(100, 7);
const data = chunk('data', samples);
const pcm = { encoding: 'wav/pcm', bit_depth: 16, sample_rate: 16000, channels: 1 };

describe('WAV files', () => {
	it.each([
		['PCM', wav(samples), pcm],
		['8 bit', wav(samples, { bits: 8, rate: 8000 }), { ...pcm, bit_depth: 8, sample_rate: 8000 }],
		[
			'24 bit in stereo',
			wav(samples, { bits: 24, rate: 48000, channels: 2 }),
			{ ...pcm, bit_depth: 24, sample_rate: 48000, channels: 2 },
		],
		['A-law', wav(samples, { bits: 8 }, 6), { ...pcm, encoding: 'wav/alaw', bit_depth: 8 }],
		['µ-law', wav(samples, { bits: 8 }, 7), { ...pcm, encoding: 'wav/ulaw', bit_depth: 8 }],
	])('%s', (_name, file, format) => {
		expect(readHeader(file, true)).toEqual({
			kind: 'wav',
			format,
			dataOffset: 44,
			dataBytes: 100,
		});
	});

	it('in the extensible format', () => {
		const file = riff(formatChunk(1, { bits: 32, channels: 8, extensible: true }), data);
		expect(readHeader(file, true)).toEqual({
			kind: 'wav',
			format: { ...pcm, bit_depth: 32, channels: 8 },
			dataOffset: 68,
			dataBytes: 100,
		});
	});

	it('with other chunks, of odd lengths too, before the samples', () => {
		const file = riff(
			chunk('LIST', Buffer.alloc(33)),
			formatChunk(1),
			chunk('junk', samples),
			data,
		);
		expect(readHeader(file, true)).toMatchObject({
			format: pcm,
			dataOffset: file.length - 100,
			dataBytes: 100,
		});
	});

	it('longer than 4 GiB, with their size in another chunk', () => {
		const sizes = Buffer.alloc(28);
		sizes.writeBigUInt64LE(5_000_000_000n, 8);
		const file = Buffer.concat([
			Buffer.from('RF64\xff\xff\xff\xffWAVE', 'latin1'),
			chunk('ds64', sizes),
			formatChunk(1),
			chunk('data', samples, 0xffffffff),
		]);
		expect(readHeader(file, true)).toMatchObject({ kind: 'wav', dataBytes: 5_000_000_000 });
	});

	it.each([0, 0x7fffffff, 0xffffffff])('written as a stream, with size %i', (size) => {
		const file = riff(formatChunk(1), chunk('data', samples, size));
		expect(readHeader(file, false)).toMatchObject({ dataOffset: 44, dataBytes: undefined });
	});

	it('that arrive byte by byte', () => {
		const file = riff(chunk('LIST', samples), formatChunk(1), data);
		const whole = file.length - 100;
		for (let length = 0; length < whole; length++) {
			expect(readHeader(file.subarray(0, length), false)).toEqual({ kind: 'cut' });
		}
		expect(readHeader(file.subarray(0, whole), false)).toMatchObject({ kind: 'wav' });
	});

	it('the bundled recording', () => {
		expect(readHeader(readFileSync('sandbox/speech/sample.wav'), true)).toMatchObject({
			kind: 'wav',
			format: pcm,
			dataBytes: 616124,
		});
	});

	it.each([
		['floating-point', wav(samples, { bits: 32 }, 3), 'a WAV file with floating-point samples'],
		[
			'floating-point, extensible',
			riff(formatChunk(3, { bits: 32, extensible: true }), data),
			'a WAV file with floating-point samples',
		],
		['ADPCM', wav(samples, {}, 2), 'a WAV file with ADPCM samples'],
		['MP3 in WAV', wav(samples, {}, 0x55), 'a WAV file with MP3 audio'],
		['unknown', wav(samples, {}, 999), 'a WAV file with samples of type 999'],
		['samples without a format', riff(data), 'a damaged WAV file'],
		['no samples', riff(formatChunk(1)), 'a damaged WAV file'],
		['cut in the format', riff(formatChunk(1)).subarray(0, 30), 'a damaged WAV file'],
	])('names what Gladia does not support: %s', (_what, file, name) => {
		expect(readHeader(file, true)).toEqual({ kind: 'other', name, isCertain: true });
	});

	it('searches no further than the limit for samples', () => {
		const file = riff(formatChunk(1), chunk('junk', Buffer.alloc(MAX_HEADER)));
		expect(readHeader(file, false)).toMatchObject({ name: 'a damaged WAV file' });
	});
});

describe('other files', () => {
	const file = (text: string) => Buffer.concat([Buffer.from(text, 'latin1'), samples]);
	it.each([
		['ID3\x04', 'an MP3 file', true],
		['\xff\xfb\x90\x00', 'an MP3 file', false],
		['\xff\xf1\x50\x80', 'an AAC file', false],
		['OggS\x00', 'an Ogg file (Opus or Vorbis)', true],
		['fLaC\x00', 'a FLAC file', true],
		['\x00\x00\x00\x20ftypM4A ', 'an MP4 or M4A file', true],
		['\x1aE\xdf\xa3', 'a WebM or Matroska file', true],
		['FORM\x00\x00\x00\x00AIFF', 'an AIFF file', true],
		['#!AMR\n', 'an AMR file', true],
		['RIFF\x00\x00\x00\x00AVI LIST', 'an AVI file', true],
		['\n<!DOCTYPE html>', 'a web page', true],
		['{"error":', 'JSON', false],
		['#EXTM3U\n', 'an M3U playlist, which only links to the stream', true],
	])('%j', (beginning, name, isCertain) => {
		expect(readHeader(file(beginning), true)).toEqual({ kind: 'other', name, isCertain });
	});

	it('that may be raw audio', () => {
		expect(readHeader(samples, true)).toEqual({ kind: 'unknown' });
		expect(readHeader(Buffer.alloc(0), true)).toEqual({ kind: 'unknown' });
	});
});
