import type { IDataObject } from 'n8n-workflow';
import type { Paragraph } from '../../transcript/paragraphs';
import { toParagraphs } from '../../transcript/paragraphs';
import { toMilliseconds } from '../../transcript/text/timecode';
import { onOneLine } from '../../transcript/text/writing';
import type { Utterance } from '../../transcript/utterances';
import type { DialogueOptions } from '../dialogueSettings';
import {
	paragraphPauseField,
	readDialogueOptions,
	speakerNamesField,
	timestampsField,
	timestampStyles,
} from '../dialogueSettings';
import type { OutputMode } from '../outputMode';
import { readCollection } from '../parameterSource';
import { languageField, readLanguage, speechIn } from '../spokenLanguage';

export type { DialogueOptions } from '../dialogueSettings';

interface DialogueSettings {
	/** Code of a translation; '' is the original. */
	language: string;
	options: DialogueOptions;
}

/** Output 'Dialogue': one item with the transcript as text. */
export const dialogue: OutputMode<DialogueSettings> = {
	title: 'Dialogue',
	description: 'The transcript as text to read, with the names of the speakers',
	fields: [
		{
			displayName: 'Dialogue Options',
			name: 'dialogueOptions',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [languageField, paragraphPauseField, speakerNamesField, timestampsField],
		},
	],
	readSettings(source) {
		const options = readCollection(source, 'dialogueOptions');
		return { language: readLanguage(options), options: readDialogueOptions(source, options) };
	},
	needsTranscript: true,
	shape(job, { language, options }) {
		const { utterances, note } = speechIn(job, language);
		const written =
			utterances === undefined
				? { dialogue: null, speakers: [] }
				: writeDialogue(utterances, options);
		return [{ json: { id: job.id, ...written, ...note } }];
	},
};

/** A transcript for people to read: one line per paragraph. */
export interface Dialogue {
	dialogue: string;
	/** Who speaks, in order of appearance; empty when speakers were not distinguished. */
	speakers: IDataObject[];
}

/**
 * Writes utterances as lines like `Speaker 1: Hello`. Speakers are numbered from 1 (the API's `speaker`
 * from 0). Without diarization, the channels of multi-channel audio take the place of the speakers
 * (`Channel 1: …`), and single-channel audio has no labels.
 */
export function writeDialogue(utterances: Utterance[], options: DialogueOptions): Dialogue {
	const labelOf = labelerOf(utterances, options.speakerNames);
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

type Voice = Pick<Utterance, 'speaker' | 'channel'>;

function labelerOf(utterances: Utterance[], names: Map<number, string>) {
	const label = (kind: string, index: number | null) =>
		index === null ? `Unknown ${kind}` : nameOf(names, index + 1) || `${kind} ${index + 1}`;
	const isDiarized = utterances.some(({ speaker }) => speaker !== null);
	const channels = new Set(utterances.map(({ channel }) => channel));
	return ({ speaker, channel }: Voice): string | null => {
		if (isDiarized) return label('Speaker', speaker);
		return channels.size > 1 ? label('Channel', channel) : null;
	};
}

/** A colon or a line break in a name could put words into another speaker's mouth. */
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
