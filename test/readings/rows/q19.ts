import { readFile } from 'node:fs/promises';
import { GladiaGetResult } from '../../../nodes/GladiaGetResult/GladiaGetResult.node';
import { runNode } from '../../support/engine';
import type { ReadingRow, World } from '../readingRow';

async function downloadsBoth({ sandbox, store }: World): Promise<void> {
	const speech = await readFile('sandbox/speech/sample.wav');
	const ids = [sandbox.seedJob().id, sandbox.seedJob().id];
	const result = await runNode({
		node: new GladiaGetResult(),
		items: ids.map((id) => ({ json: { id } })),
		parameters: {
			operation: 'download',
			transcriptionId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
		},
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	});
	expect(result.error).toBeUndefined();
	expect(result.items.map(({ json, pairedItem }) => ({ json, pairedItem }))).toEqual(
		ids.map((id, item) => ({
			json: { id, filename: 'sample.wav', mime_type: 'audio/wav' },
			pairedItem: { item },
		})),
	);
	for (const { binary } of result.items) {
		const bytes = await store.getAsBuffer(binary?.data ?? { data: '', mimeType: '' });
		expect(bytes.equals(speech)).toBe(true);
	}
}

const keysAt = ({ sandbox }: World, place: RegExp) =>
	sandbox.requests
		.filter(({ path }) => place.test(path))
		.map(({ headers }) => headers['x-gladia-key']);

export const rows: ReadingRow[] = [
	{
		reading: 'download-redirected',
		holds: 'the audio is whole, and the storage gets no key',
		async run(world) {
			await downloadsBoth(world);
			expect(keysAt(world, /\/file$/)).toEqual(['sandbox-key', 'sandbox-key']);
			expect(keysAt(world, /^\/storage\//)).toEqual([undefined, undefined]);
		},
	},
	{
		reading: 'download-direct',
		holds: 'the audio is whole',
		async run(world) {
			await downloadsBoth(world);
			expect(keysAt(world, /^\/storage\//)).toEqual([]);
		},
	},
];
