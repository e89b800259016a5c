import type { ApiParameter, Feature } from '../engine/definition';
import { label } from '../engine/definition';

/** Bit depths and sample rates that the docs of the live API list. */
export const liveBitDepths = [8, 16, 24, 32] as const;
export const liveSampleRates = [8000, 16000, 32000, 44100, 48000] as const;
export const MAX_LIVE_CHANNELS = 8;

const encoding: ApiParameter = {
	path: 'encoding',
	live: 'encoding',
	field: {
		displayName: 'Encoding',
		name: 'encoding',
		type: 'options',
		options: [
			{
				name: 'A-Law',
				value: 'wav/alaw',
				description: 'Telephony in most of the world, 8 bit',
			},
			{
				name: 'PCM',
				value: 'wav/pcm',
				description: 'Uncompressed samples, the output of most programs',
			},
			{
				name: 'µ-Law',
				value: 'wav/ulaw',
				description: 'Telephony in North America and Japan, 8 bit',
			},
		],
		allowArbitraryValues: true,
		default: 'wav/pcm',
		description: 'Encoding of the audio samples. An expression can name a newer one.',
	},
};

const bitDepth: ApiParameter = {
	path: 'bit_depth',
	live: 'bit_depth',
	field: {
		displayName: 'Bit Depth',
		name: 'bitDepth',
		type: 'options',
		displayOptions: { show: { encoding: ['wav/pcm'] } },
		options: liveBitDepths.map((value) => ({ name: `${value} Bit`, value })),
		allowArbitraryValues: true,
		default: 16,
		description: 'Bits per sample, little-endian. An expression can return another value.',
	},
	toApi: toNumber,
};

const sampleRate: ApiParameter = {
	path: 'sample_rate',
	live: 'sample_rate',
	field: {
		displayName: 'Sample Rate',
		name: 'sampleRate',
		type: 'options',
		options: liveSampleRates.map((value) => ({ name: `${value / 1000} kHz`, value })),
		allowArbitraryValues: true,
		default: 16000,
		description: 'Samples per second of each channel. An expression can return another value.',
	},
	toApi: toNumber,
};

const channels: ApiParameter = {
	path: 'channels',
	live: 'channels',
	field: {
		displayName: 'Channels',
		name: 'channels',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MAX_LIVE_CHANNELS, numberPrecision: 0 },
		default: 1,
		description: 'Number of interleaved channels. Each one is transcribed separately.',
	},
};

/** The format of a session's audio, for audio without a WAV header. */
export const liveAudioFormat: Feature = {
	fields: [encoding, bitDepth, sampleRate, channels],
	findIssue: (read) =>
		[bitDepth, sampleRate]
			.filter(({ path }) => !isCountOrUnset(read(path)))
			.map((parameter) => ({
				message: `${label(parameter)} is ${JSON.stringify(read(parameter.path))}, which is not a whole number`,
				description: 'Choose a value from the list, or enter a whole number of 1 or more',
			}))
			.at(0),
};

/** Which numbers Gladia accepts may change, so Gladia decides. */
function isCountOrUnset(value: unknown): boolean {
	return value === undefined || (Number.isInteger(value) && Number(value) > 0);
}

/** Expressions and AI agents return texts. */
function toNumber(value: unknown): unknown {
	const number = typeof value === 'string' ? Number(value) : value;
	return Number.isNaN(number) ? value : number;
}
