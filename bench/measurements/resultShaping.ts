import type { INodeParameters } from 'n8n-workflow';
import { runInChild } from '../runInChild';
import type { Row, Table } from '../table';
import { runs } from '../table';
import type { Setting } from './setting';
import { MEGABYTE } from './transfer';

/** Two hours of fast talk. */
const WORDS = 27_000;

const BASELINE = 'JSON copy';

/** What is chosen in the node. */
export const outputs: Record<string, INodeParameters> = {
	Simplified: { output: 'simplified' },
	'Full Response': { output: 'full' },
	'Selected Parts': { output: 'selected', parts: ['id', 'full_transcript', 'utterances'] },
	'Items: Utterance': { output: 'items', itemType: 'utterance' },
	'Items: Paragraph': { output: 'items', itemType: 'paragraph' },
	'Items: Sentence': { output: 'items', itemType: 'sentence' },
	'Items: Word': { output: 'items', itemType: 'word' },
	'Items: Named Entity': { output: 'items', itemType: 'namedEntity' },
	'Items: Translated Utterance': { output: 'items', itemType: 'translatedUtterance' },
	'Items: Chunk': { output: 'items', itemType: 'chunk', chunkSize: 'vectorStore' },
	'Search: 2 terms': { output: 'search', searchTerms: ['the report', 'thank you'] },
	Dialogue: { output: 'dialogue', dialogueOptions: { timestamps: 'clock' } },
	'Conversation Statistics': { output: 'statistics', statisticsPer: 'transcription' },
	Report: { output: 'report', reportFormats: ['html', 'markdown'] },
	'Files: SRT': { output: 'files', fileFormats: ['srt'] },
	'Files: VTT, with translation': {
		output: 'files',
		fileFormats: ['vtt'],
		includeTranslations: true,
	},
	'Files: Text': { output: 'files', fileFormats: ['txt'] },
	'Files: JSON': { output: 'files', fileFormats: ['json'] },
};

/** Time and memory of turning one long result into each kind of output. */
export async function measureResultShaping({ quick }: Setting): Promise<Table[]> {
	const words = quick ? WORDS / 10 : WORDS;
	const rounds = quick ? 3 : 7;
	const shape = async (parameters: INodeParameters | null) =>
		await runInChild('shape', { parameters, words, rounds });
	const copy = await shape(null);
	const rows: Row[] = [rowOf(BASELINE, copy)];
	for (const [label, parameters] of Object.entries(outputs)) {
		rows.push(rowOf(label, await shape(parameters)));
	}
	const megabytes = (copy.documentBytes / MEGABYTE).toFixed(1);
	return [
		{
			title: `A result of ${copy.wordCount} words (${megabytes} MB of JSON) into each output (${runs(rounds)})`,
			baseline: BASELINE,
			rows,
			notes: ['Held memory: what the output needs beyond what it shares with the result itself.'],
			aims: [],
		},
	];
}

type Shaped = Awaited<ReturnType<typeof import('../tasks/shape').run>>;

function rowOf(label: string, { milliseconds, heldBytes, items }: Shaped): Row {
	return {
		label: items === 1 ? label : `${label} (${items})`,
		figures: [
			{ name: 'time', unit: 'ms', values: milliseconds },
			{ name: 'held memory', unit: 'MB', values: [heldBytes / MEGABYTE] },
		],
	};
}
