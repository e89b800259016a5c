import { readFile } from 'node:fs/promises';
import type { INodeExecutionData } from 'n8n-workflow';
import { GladiaGetResult } from '../../../nodes/GladiaGetResult/GladiaGetResult.node';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import type { NodeRun } from '../../support/engine';
import { runNode } from '../../support/engine';
import { itemWithFile } from '../audioFiles';
import type { ReadingRow, World } from '../readingRow';

async function runAgainst(
	{ sandbox }: World,
	run: Pick<NodeRun, 'node' | 'items' | 'parameters' | 'onError'>,
) {
	return await runNode({
		...run,
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	});
}

async function twoFiles(): Promise<INodeExecutionData[]> {
	const speech = await readFile('sandbox/speech/sample.wav');
	return [itemWithFile(speech, 'a.wav'), itemWithFile(speech, 'b.wav')];
}

/** Uploads, starts, waits, lists and deletes; everything is answered, and each job is started once. */
async function worksThroughout(world: World): Promise<void> {
	const { sandbox } = world;
	const node = new GladiaTranscribe();
	const transcribed = await runAgainst(world, { node, items: await twoFiles(), parameters: {} });
	expect(transcribed.error).toBeUndefined();
	expect(transcribed.items.map(({ json, pairedItem }) => [json.filename, pairedItem])).toEqual([
		['a.wav', { item: 0 }],
		['b.wav', { item: 1 }],
	]);
	expect(sandbox.jobs()).toHaveLength(2);
	const getResult = new GladiaGetResult();
	const listed = await runAgainst(world, {
		node: getResult,
		items: [{ json: {} }],
		parameters: { operation: 'getAll' },
	});
	expect(listed.items.map(({ json }) => json.id)).toEqual(sandbox.jobs().map(({ id }) => id));
	const deleted = await runAgainst(world, {
		node: getResult,
		items: listed.items,
		parameters: {
			operation: 'delete',
			transcriptionId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
		},
	});
	expect(deleted.items.map(({ json }) => json)).toEqual([{ deleted: true }, { deleted: true }]);
	expect(sandbox.jobs()).toEqual([]);
}

const redirected = ({ sandbox }: World) =>
	sandbox.requests.filter(({ path }) => path.startsWith('/moved/'));

async function followsWithin(world: World): Promise<void> {
	await worksThroughout(world);
	const keys = new Set(redirected(world).map(({ headers }) => headers['x-gladia-key']));
	expect(keys).toEqual(new Set(['sandbox-key']));
	const starts = redirected(world).filter(
		({ method, path }) => method === 'POST' && path === '/moved/v2/pre-recorded',
	);
	expect(starts).toHaveLength(2);
}

export const rows: ReadingRow[] = [
	{
		reading: 'redirect-never',
		holds: 'upload, start, wait, list and delete work',
		async run(world) {
			await worksThroughout(world);
			expect(redirected(world)).toEqual([]);
		},
	},
	{
		reading: 'redirect-same-origin',
		holds: 'each call is followed with method, body and key',
		run: followsWithin,
	},
	{
		reading: 'redirect-same-origin-302',
		holds: 'each call is followed with method, body and key',
		run: followsWithin,
	},
	{
		reading: 'redirect-same-origin-308',
		holds: 'each call is followed with method, body and key',
		run: followsWithin,
	},
	{
		reading: 'redirect-elsewhere',
		holds: 'nothing is sent there, and the user reads where it leads',
		async run(world) {
			const { sandbox } = world;
			const result = await runAgainst(world, {
				node: new GladiaTranscribe(),
				items: await twoFiles(),
				parameters: {},
				onError: 'continueRegularOutput',
			});
			const { port } = new URL(sandbox.url);
			expect(result.items.map(({ json }) => json)).toEqual(
				[0, 1].map((item) => ({
					error: `The address in 'Base URL' leads to another one [Item ${item}]`,
					details: {
						description: `The API key is only sent to the address in the credential. If you trust the other one, enter it as 'Base URL' in the Gladia API credential. It leads to http://localhost:${port}. Gladia answered with status 307`,
						status_code: 307,
					},
				})),
			);
			expect(redirected(world)).toEqual([]);
		},
	},
];
