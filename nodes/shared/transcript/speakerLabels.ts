import type { ValueOf } from '../json/itemSchema';
import { integer, objectOf, orNull, text } from '../json/itemSchema';
import { onOneLine } from './text/writing';
import type { Utterance } from './utterances';

/** Whose voice it is, as the API counts: from 0, and null where it does not know. */
export type Voice = Pick<Utterance, 'speaker' | 'channel'>;

/** Names by the number that is shown: 1 for the API's speaker (or channel) 0. */
export interface SpeakerNames {
	/** Without diarization, these are the names of the channels. */
	speakers: ReadonlyMap<number, string>;
	/** Names of channels, also where speakers are told apart, e.g. 'Agent' and 'Customer'. */
	channels: ReadonlyMap<number, string>;
}

/** Nobody has a name. */
export const noNames: SpeakerNames = { speakers: new Map(), channels: new Map() };

/** The name of a voice, or null where only one voice is known. */
export type LabelOf = (voice: Voice) => string | null;

/** One voice of a transcript: its label, and the API's numbers of where it is heard first. */
export const speakerSchema = objectOf({
	label: text,
	speaker: orNull(integer),
	channel: orNull(integer),
});

export type LabeledSpeaker = ValueOf<typeof speakerSchema>;

/**
 * Makes the function that names the voices of a transcript. Speakers are numbered from 1 (the API's
 * `speaker` from 0): `Speaker 1`, and `Unknown Speaker` without a number. Without diarization, the
 * channels of multi-channel audio take their place (`Channel 1`), and single-channel audio has no labels.
 * A name of the speaker replaces such a label, or else a name of the channel. Voices with the same label
 * are the same person wherever something is counted.
 *
 * @param utterances all utterances of the transcript, which tell what is distinguished
 */
export function speakerLabels(utterances: Utterance[], names: SpeakerNames): LabelOf {
	const [speakers, channels] = [cleaned(names.speakers), cleaned(names.channels)];
	const isDiarized = utterances.some(({ speaker }) => speaker !== null);
	const hasChannels = new Set(utterances.map(({ channel }) => channel)).size > 1;
	return ({ speaker, channel }) => {
		const channelName = nameAt(channels, channel);
		if (isDiarized) return nameAt(speakers, speaker) ?? channelName ?? numbered('Speaker', speaker);
		if (!hasChannels) return channelName ?? null;
		return channelName ?? nameAt(speakers, channel) ?? numbered('Channel', channel);
	};
}

/** The voices of a transcript in order of appearance; none when voices are not told apart. */
export function distinctSpeakers(voices: Voice[], labelOf: LabelOf): LabeledSpeaker[] {
	const speakers = new Map<string, LabeledSpeaker>();
	for (const voice of voices) {
		const label = labelOf(voice);
		if (label === null || speakers.has(label)) continue;
		speakers.set(label, { label, speaker: voice.speaker, channel: voice.channel });
	}
	return [...speakers.values()];
}

/**
 * Number of people who are told apart, or null when voices are not. A voice that the API could not
 * assign to a speaker is nobody of its own.
 */
export function speakerCount(utterances: Utterance[], names: SpeakerNames): number | null {
	const known = utterances.filter(({ speaker }) => speaker !== null);
	const heard = known.length > 0 ? known : utterances;
	const speakers = distinctSpeakers(heard, speakerLabels(utterances, names));
	return speakers.length > 0 ? speakers.length : null;
}

function numbered(kind: 'Speaker' | 'Channel', index: number | null): string {
	return index === null ? `Unknown ${kind}` : `${kind} ${index + 1}`;
}

function nameAt(names: ReadonlyMap<number, string>, index: number | null): string | undefined {
	return index === null ? undefined : names.get(index + 1);
}

/** The names as they can stand before a colon; empty ones are left out. */
function cleaned(names: ReadonlyMap<number, string>): Map<number, string> {
	const clean = [...names].map(([number, name]) => [number, cleanName(name)] as const);
	return new Map(clean.filter(([, name]) => name !== ''));
}

/** A colon or a line break in a name could put words into another speaker's mouth. */
function cleanName(name: string): string {
	return onOneLine(name.replace(/\s*[:：]+/gu, ' ')).replace(/ {2,}/g, ' ');
}
