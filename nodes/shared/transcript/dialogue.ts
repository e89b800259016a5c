import { DEFAULT_PARAGRAPH_PAUSE, toParagraphs } from './paragraphs';
import type { LabeledSpeaker, SpeakerNames } from './speakerLabels';
import { distinctSpeakers, noNames, speakerLabels } from './speakerLabels';
import { clock, timecode, toMilliseconds } from './text/timecode';
import type { Utterance } from './utterances';

/** How a transcript is written for people to read. */
export interface DialogueOptions {
	/** A key of timestampStyles. */
	timestamps: string;
	speakerNames: SpeakerNames;
	/** Seconds of silence after which the same speaker starts a new line. */
	paragraphPause: number;
}

/** A dialogue as it is written unless the user sets something. */
export const plainDialogue: DialogueOptions = {
	timestamps: 'none',
	speakerNames: noNames,
	paragraphPause: DEFAULT_PARAGRAPH_PAUSE,
};

interface TimestampStyle {
	/** Name in the editor. */
	name: string;
	description?: string;
	/** The text before a line, from its times in milliseconds. */
	write: (start: number, end: number) => string;
}

/** How a line shows when it was said, by the value of the `timestamps` parameter. */
export const timestampStyles: Record<string, TimestampStyle> = {
	none: { name: 'None', write: () => '' },
	clock: {
		name: 'Start',
		description: 'Such as [00:01:05]',
		write: (start) => `[${clock(start)}] `,
	},
	range: {
		name: 'Start and End',
		description: 'Such as [00:01:05 - 00:01:09]',
		write: (start, end) => `[${clock(start)} - ${clock(end)}] `,
	},
	milliseconds: {
		name: 'Start With Milliseconds',
		description: 'Such as [00:01:05.250]',
		write: (start) => `[${timecode(start, '.')}] `,
	},
};

/** A transcript for people to read: one line per paragraph. */
export interface Dialogue {
	dialogue: string;
	/** Who speaks, in order of appearance; empty when speakers were not distinguished. */
	speakers: LabeledSpeaker[];
}

/** Writes utterances as lines like `Speaker 1: Hello`; for the labels see speakerLabels. */
export function writeDialogue(utterances: Utterance[], options: DialogueOptions): Dialogue {
	const labelOf = speakerLabels(utterances, options.speakerNames);
	const paragraphs = toParagraphs(utterances, options.paragraphPause);
	const stamp = timestampStyles[options.timestamps]?.write;
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
