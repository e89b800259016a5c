import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { GladiaGetResult } from '../../nodes/GladiaGetResult/GladiaGetResult.node';
import { runNode } from '../support/engine';
import type { World } from './readingRow';

/** A request with everything whose form in a result is open. */
const request = {
	audio_url: 'https://example.com/talk.mp3',
	named_entity_recognition: true,
	sentiment_analysis: true,
	sentences: true,
	subtitles: true,
	subtitles_config: { formats: ['srt', 'vtt'] },
	translation: true,
	translation_config: { target_languages: ['fr'] },
};

const same = { request_id: 'G-1', created_at: '2026-09-01T10:00:00.000Z', file: null };

/**
 * Reads two finished jobs with Gladia Get Result.
 * @returns the items of both, which are the same but for their ids, so only those of the first
 */
export async function readTwoJobs(
	{ sandbox }: World,
	parameters: INodeParameters,
	fields: object = {},
): Promise<INodeExecutionData[]> {
	const request_params = { ...request, ...fields };
	const ids = [1, 2].map(() => sandbox.seedJob({ ...same, request_params }).id);
	const result = await runNode({
		node: new GladiaGetResult(),
		items: ids.map((id) => ({ json: { id } })),
		parameters: {
			transcriptionId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			...parameters,
		},
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	});
	expect(result.error).toBeUndefined();
	const itemsOf = (item: number) =>
		result.items.filter(({ pairedItem }) => (pairedItem as { item: number }).item === item);
	const texts = ids.map((id, item) =>
		JSON.stringify(itemsOf(item).map(({ json }) => json)).replaceAll(id, ''),
	);
	expect(texts[1]).toBe(texts[0]);
	return itemsOf(0);
}

/** The same items under the first reading of every question. */
export async function usualItems(world: World, parameters: INodeParameters, fields: object = {}) {
	world.sandbox.reset();
	return await readTwoJobs(world, parameters, fields);
}

/** The items' data without what differs from job to job. */
export const rowsOf = (items: INodeExecutionData[]) =>
	items.map(({ json }) => without(json, 'transcription_id', 'id'));

/** A copy without the fields of these names. */
export function without(row: IDataObject, ...names: string[]): IDataObject {
	return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}
