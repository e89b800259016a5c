import { writeDialogue } from '../../transcript/dialogue';
import type { OutputMode } from '../outputMode';
import { resultItem } from '../resultItem';
import { languageField, readLanguage, speechIn } from '../spokenLanguage';

interface DialogueSettings {
	/** Code of a translation; '' is the original. */
	language: string;
}

/** Output 'Dialogue': one item with the transcript as text. */
export const dialogue: OutputMode<DialogueSettings> = {
	title: 'Dialogue',
	description: 'The transcript as text to read, with the names of the speakers',
	fields: [],
	options: {
		displayName: 'Dialogue Options',
		name: 'dialogueOptions',
		fields: [languageField],
	},
	readSettings: (_source, options) => ({ language: readLanguage(options) }),
	needsTranscript: true,
	attachesFiles: true,
	shape(job, { language, shared }) {
		const { utterances, note } = speechIn(job, language);
		const written =
			utterances === undefined
				? { dialogue: null, speakers: [] }
				: writeDialogue(utterances, shared);
		return [resultItem(job, shared, { ...written, ...note })];
	},
};
