import type { AudioFormat } from '../../../nodes/GladiaLive/audio/audioFormat';
import {
	bytesPerSecond,
	describeFormat,
	formatIssue,
	formatOf,
	silentSample,
} from '../../../nodes/GladiaLive/audio/audioFormat';

const pcm: AudioFormat = { encoding: 'wav/pcm', bit_depth: 16, sample_rate: 16000, channels: 1 };

it.each([
	['PCM with defaults', {}, pcm],
	[
		'A-law, which has 8 bits',
		{ encoding: 'wav/alaw', bit_depth: 16 },
		{ ...pcm, encoding: 'wav/alaw', bit_depth: 8 },
	],
	[
		'another encoding, without a bit depth',
		{ encoding: 'opus' },
		{ encoding: 'opus', sample_rate: 16000, channels: 1 },
	],
	[
		'what is set',
		{ bit_depth: 24, sample_rate: 48000, channels: 2 },
		{ ...pcm, bit_depth: 24, sample_rate: 48000, channels: 2 },
	],
])('reads the format of %s', (_what, body, format) => {
	expect(formatOf(body)).toEqual(format);
});

it.each([
	[pcm, '16 bit PCM, 16 kHz, 1 channel', 32_000],
	[
		{ ...pcm, bit_depth: 24, channels: 2, sample_rate: 44100 },
		'24 bit PCM, 44.1 kHz, 2 channels',
		264_600,
	],
	[
		{ ...pcm, encoding: 'wav/ulaw', bit_depth: 8, sample_rate: 8000 },
		'µ-law, 8 kHz, 1 channel',
		8_000,
	],
	[{ encoding: 'opus', sample_rate: 16000, channels: 1 }, 'opus, 16 kHz, 1 channel', 16_000],
])('%j is %s, with %d bytes per second', (format, text, bytes) => {
	expect(describeFormat(format)).toBe(text);
	expect(bytesPerSecond(format)).toBe(bytes);
});

it.each([
	['16 bit PCM', pcm, [0, 0]],
	['8 bit PCM', { ...pcm, bit_depth: 8 }, [0x80]],
	['A-law', { ...pcm, encoding: 'wav/alaw', bit_depth: 8 }, [0xd5]],
	['µ-law', { ...pcm, encoding: 'wav/ulaw', bit_depth: 8 }, [0xff]],
])('silence in %s', (_what, format, bytes) => {
	expect([...silentSample(format)]).toEqual(bytes);
});

it.each([
	[{ bit_depth: 20 }, 'has 20 bit samples'],
	[{ sample_rate: 22050 }, 'has a sample rate of 22050 Hz'],
	[{ channels: 9 }, 'has 9 channels'],
	[{ channels: 0 }, 'has 0 channels'],
	[{}, undefined],
])('names what is not supported in %j', (change, issue) => {
	expect(formatIssue({ ...pcm, ...change })).toBe(issue);
});
