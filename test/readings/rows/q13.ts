import type { INodeExecutionData } from 'n8n-workflow';
import { runLive, speech, spoken, withFiles } from '../../GladiaLive/support/nodeRun';
import type { ReadingRow, World } from '../readingRow';
import { changeSettings } from '../readingRow';
import { triggerRows } from './lateDocument';

/** The stored results of two sessions. */
async function storedResults(
	{ sandbox, store }: World,
	maxResultWaitMinutes = 1,
): Promise<INodeExecutionData[]> {
	await changeSettings(sandbox, { livePostProcessingSeconds: 0, liveDocumentSeconds: 0.4 });
	const result = await runLive(sandbox, await withFiles(store, speech, speech), {
		parameters: { returnAs: 'stored', limits: { maxResultWaitMinutes } },
	});
	expect(result.error).toBeUndefined();
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	return result.items;
}

async function givesResults(world: World): Promise<void> {
	const items = await storedResults(world);
	expect(items.map(({ json }) => [json.status, json.full_transcript])).toEqual([
		['done', spoken.join(' ')],
		['done', spoken.join(' ')],
	]);
}

export const rows: ReadingRow[] = [
	{
		reading: 'document-at-once',
		holds: 'Gladia Live gives the stored result',
		run: givesResults,
	},
	{
		reading: 'document-late',
		holds: 'Gladia Live waits for the stored result',
		run: givesResults,
	},
	{
		reading: 'document-late',
		holds: 'Gladia Live waits no longer than it may',
		async run(world) {
			const items = await storedResults(world, 0);
			expect(items.map(({ json }) => [json.status, json.timed_out])).toEqual([
				['processing', true],
				['processing', true],
			]);
		},
	},
	...triggerRows,
];
