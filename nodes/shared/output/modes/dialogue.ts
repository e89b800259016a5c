import type { IDataObject } from 'n8n-workflow';
import { toParagraphs, type Paragraph } from '../../transcript/paragraphs';
import { clock, timecode, toMilliseconds } from '../../transcript/text/timecode';
import type { Utterance } from '../../transcript/utterances';
import { onOneLine } from '../../transcript/text/writing';

/** How a line shows when it was said: value of the `timestamps` parameter → its text. */
export const timestampStyles: Record<string, (start: number, end: number) => string> = {
	none: () => '',
	clock: (start) => `[${clock(start)}] `,
	milliseconds: (start) => `[${timecode(start, '.')}] `,
	range: (start, end) => `[${clock(start)} - ${clock(end)}] `,
};

export interface DialogueOptions {
	/** A key of timestampStyles. */
	timestamps: string;
	/** Names by the number that the dialogue shows: 1 for the API's speaker (or channel) 0. */
	speakerNames: Map<number, string>;
	/** Seconds of silence after which the same speaker starts a new line. */
	paragraphPause: number;
}

/** A transcript to be read by people: one line per paragraph. */
export interface Dialogue {
	dialogue: string;
	/** Who speaks, in order of appearance; empty when nobody can be told apart. */
	speakers: IDataObject[];
}

/**
 * Writes utterances as lines like `Speaker 1: Hello`. Speakers count from 1 (the API's
 * `speaker` from 0). Without diarization the channels of multi-channel audio stand in for the
 * speakers (`Channel 1: …`), and single-channel audio has no labels at all.
 */
export function writeDialogue(utterances: Utterance[], options: DialogueOptions): Dialogue {
	const labelOf = labeller(utterances, options.speakerNames);
	const paragraphs = toParagraphs(utterances, options.paragraphPause);
	const stamp = timestampStyles[options.timestamps];
	const lines = paragraphs.map((paragraph) => {
		const { start, end, text } = paragraph;
		const when =
			start === null || stamp === undefined
				? ''
				: stamp(toMilliseconds(start), toMilliseconds(end ?? start));
		const label = labelOf(paragraph);
		return when + (label === null ? '' : `${label}: `) + text;
	});
	return { dialogue: lines.join('\n'), speakers: distinctSpeakers(paragraphs, labelOf) };
}

type Voice = Pick<Utterance, 'speaker' | 'channel'>;

function labeller(utterances: Utterance[], names: Map<number, string>) {
	const label = (kind: string, index: number | null) =>
		index === null ? `Unknown ${kind}` : nameOf(names, index + 1) || `${kind} ${index + 1}`;
	const isDiarized = utterances.some(({ speaker }) => speaker !== null);
	const channels = new Set(utterances.map(({ channel }) => channel));
	return ({ speaker, channel }: Voice): string | null => {
		if (isDiarized) return label('Speaker', speaker);
		return channels.size > 1 ? label('Channel', channel) : null;
	};
}

/** A colon or a line break in a name would make others say what they did not. */
function nameOf(names: Map<number, string>, number: number): string {
	return onOneLine((names.get(number) ?? '').replace(/\s*[:：]+/gu, ' ')).replace(/ {2,}/g, ' ');
}

function distinctSpeakers(
	paragraphs: Paragraph[],
	labelOf: (voice: Voice) => string | null,
): IDataObject[] {
	const speakers = new Map<string, IDataObject>();
	for (const paragraph of paragraphs) {
		const label = labelOf(paragraph);
		if (label === null || speakers.has(label)) continue;
		speakers.set(label, { label, speaker: paragraph.speaker, channel: paragraph.channel });
	}
	return [...speakers.values()];
}
