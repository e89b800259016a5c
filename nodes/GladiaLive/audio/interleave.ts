import { MAX_LIVE_CHANNELS } from '../../shared/parameters';
import type { AudioFormat } from './audioFormat';
import { describeFormat, silentSample } from './audioFormat';
import type { Track } from './track';
import { UnsuitableAudio } from './track';

/**
 * Interleaves mono tracks into one track with a channel each. Tracks shorter than the longest one are
 * padded with silence.
 */
export function interleave(tracks: Track[]): Track | UnsuitableAudio {
	const [first] = tracks;
	if (first === undefined || tracks.length === 1) return first ?? noTracks;
	const odd = tracks.find(({ format }) => !isMonoLike(format, first.format));
	if (odd !== undefined) {
		return new UnsuitableAudio(
			`has ${describeFormat(odd.format)}`,
			`All files must be mono and have the same format; the first one has ${describeFormat(first.format)}`,
		);
	}
	if (tracks.length > MAX_LIVE_CHANNELS) {
		return new UnsuitableAudio(
			`has ${tracks.length} files`,
			`A session takes up to ${MAX_LIVE_CHANNELS} channels`,
		);
	}
	const silence = silentSample(first.format);
	const lengths = tracks.map(({ seconds }) => seconds ?? Infinity);
	const longest = Math.max(...lengths);
	return {
		format: { ...first.format, channels: tracks.length },
		seconds: longest === Infinity ? undefined : longest,
		async read(count) {
			const samples = Math.floor(count / (silence.length * tracks.length));
			const parts = await Promise.all(
				tracks.map(async ({ read }) => await read(samples * silence.length)),
			);
			return interleaveSamples(parts, silence);
		},
		close: () => tracks.forEach(({ close }) => close()),
	};
}

const noTracks = new UnsuitableAudio('is missing', 'Enter at least one field with audio');

function isMonoLike(format: AudioFormat, first: AudioFormat): boolean {
	return format.channels === 1 && describeFormat(format) === describeFormat(first);
}

function interleaveSamples(parts: Uint8Array[], silence: Uint8Array): Uint8Array {
	const width = silence.length;
	const longest = Math.max(...parts.map(({ length }) => length));
	const samples = new Uint8Array(longest * parts.length);
	parts.forEach((part, channel) => {
		for (let at = 0; at < longest; at += width) {
			const to = at * parts.length + channel * width;
			for (let byte = 0; byte < width; byte++) {
				samples[to + byte] = (at < part.length ? part[at + byte] : silence[byte]) ?? 0;
			}
		}
	});
	return samples;
}
