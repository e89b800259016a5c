import type { IBinaryData, IDataObject, INodeParameters } from 'n8n-workflow';
import type { ReadingRow, World } from '../readingRow';
import { readTwoJobs, rowsOf, usualItems } from '../results';

const spoken: INodeParameters[] = [
	{ output: 'simplified' },
	{ output: 'dialogue' },
	...['utterance', 'word', 'sentence', 'translatedUtterance'].map((itemType) => ({
		output: 'items',
		itemType,
	})),
	{ output: 'selected', parts: ['full_transcript', 'words', 'sentences', 'utterances'] },
	{ output: 'search', searchTerms: ['the'] },
];

/** Every output but Full Response has the same texts as under the usual reading. */
async function areTheSame(world: World): Promise<void> {
	const outputs = [];
	for (const parameters of spoken) outputs.push(rowsOf(await readTwoJobs(world, parameters)));
	const usual = [];
	for (const parameters of spoken) usual.push(rowsOf(await usualItems(world, parameters)));
	expect(outputs).toEqual(usual);
	expect(JSON.stringify(outputs)).not.toMatch(/"(?:text|word|full_transcript)":"\s/);
}

async function tellsNoSpeakers(world: World): Promise<void> {
	const [dialogue] = rowsOf(await readTwoJobs(world, { output: 'dialogue' }));
	expect(dialogue).toMatchObject({ speakers: [], dialogue: expect.not.stringMatching(/Speaker/) });
	const [simplified] = rowsOf(await readTwoJobs(world, { output: 'simplified' }));
	expect(simplified).toMatchObject({ speaker_count: null });
	const diarized = { diarization: true };
	const [told] = rowsOf(await readTwoJobs(world, { output: 'dialogue' }, diarized));
	expect(told).toMatchObject({
		speakers: [
			{ label: 'Speaker 1', speaker: 0, channel: 0 },
			{ label: 'Speaker 2', speaker: 1, channel: 0 },
		],
	});
}

const inFrench = { output: 'dialogue', dialogueOptions: { language: 'fr' } };
const asFiles = { output: 'files', fileFormats: ['srt', 'txt'], includeTranslations: true };

async function skipsEmptyOnes(world: World): Promise<void> {
	const [full] = await readTwoJobs(world, { output: 'full' }, { subtitles: false });
	const [translation] = (full?.json.result as { translation: { results: IDataObject[] } })
		.translation.results;
	const utterances = translation?.utterances as Array<{ text: string }>;
	const texts = utterances.map(({ text }) => text).filter((text) => text !== '');
	expect(utterances.length - texts.length).toBe(Math.floor(utterances.length / 2));

	const [dialogue] = rowsOf(await readTwoJobs(world, inFrench));
	expect(String(dialogue?.dialogue).replaceAll('\n', ' ')).toBe(texts.join(' '));
	const [files] = await readTwoJobs(world, asFiles, { subtitles: false });
	const srt = await world.store.getAsBuffer(files?.binary?.srt_fr as IBinaryData);
	const rows = srt
		.toString()
		.split('\n')
		.filter((line) => line !== '' && !/^\d+$|-->/.test(line));
	expect(rows.join(' ')).toBe(texts.join(' '));
}

async function hasEveryText(world: World): Promise<void> {
	const [dialogue] = rowsOf(await readTwoJobs(world, inFrench));
	const rows = rowsOf(
		await readTwoJobs(world, { output: 'items', itemType: 'translatedUtterance' }),
	);
	const texts = rows.map(({ text }) => text);
	expect(texts).not.toContain('');
	expect(String(dialogue?.dialogue).replaceAll('\n', ' ')).toBe(texts.join(' '));
}

export const rows: ReadingRow[] = [
	{ reading: 'words-clean', holds: 'texts have no blanks around them', run: areTheSame },
	{ reading: 'words-leading-blank', holds: 'texts have no blanks around them', run: areTheSame },
	{ reading: 'speaker-absent', holds: 'nobody is named without diarization', run: tellsNoSpeakers },
	{ reading: 'speaker-null', holds: 'nobody is named without diarization', run: tellsNoSpeakers },
	{ reading: 'speaker-number', holds: 'nobody is named without diarization', run: tellsNoSpeakers },
	{ reading: 'translated-text', holds: 'every translated text is shown', run: hasEveryText },
	{ reading: 'translated-empty', holds: 'empty ones show in Full only', run: skipsEmptyOnes },
];
