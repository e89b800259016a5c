import type { AudioFormat } from './audioFormat';
import { maxLiveChannels } from '../../shared/parameters';
import { describeFormat, silentSample } from './audioFormat';
import { UnsuitableAudio, type Track } from './track';

/**
 * Makes one track with several channels of mono tracks, sample by sample. Tracks that are shorter than
 * the longest one go on in silence.
 */
export function interleave(tracks: Track[]): Track | UnsuitableAudio {
	const [first] = tracks;
	if (first === undefined || tracks.length === 1) return first ?? noTracks;
	const odd = tracks.find(({ format }) => !fits(format, first.format));
	if (odd !== undefined) {
		return new UnsuitableAudio(
			`has ${describeFormat(odd.format)}`,
			`Tracks of one session must be mono and alike; the first one has ${describeFormat(first.format)}`,
		);
	}
	if (tracks.length > maxLiveChannels) {
		return new UnsuitableAudio(
			`has ${tracks.length} tracks`,
			`A session takes up to ${maxLiveChannels} channels`,
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
			return weave(parts, silence);
		},
		close: () => tracks.forEach(({ close }) => close()),
	};
}

const noTracks = new UnsuitableAudio('is missing', 'Name at least one field with audio');

function fits(format: AudioFormat, first: AudioFormat): boolean {
	return format.channels === 1 && describeFormat(format) === describeFormat(first);
}

function weave(parts: Uint8Array[], silence: Uint8Array): Uint8Array {
	const width = silence.length;
	const longest = Math.max(...parts.map(({ length }) => length));
	const woven = new Uint8Array(longest * parts.length);
	parts.forEach((part, channel) => {
		for (let at = 0; at < longest; at += width) {
			const to = at * parts.length + channel * width;
			for (let byte = 0; byte < width; byte++) {
				woven[to + byte] = (at < part.length ? part[at + byte] : silence[byte]) ?? 0;
			}
		}
	});
	return woven;
}
