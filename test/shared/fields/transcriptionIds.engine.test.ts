import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { GladiaGetResult } from '../../../nodes/GladiaGetResult/GladiaGetResult.node';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { runNode } from '../../support/engine';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const run = async (items: INodeExecutionData[], parameters: INodeParameters) =>
	await runNode({
		node: new GladiaGetResult(),
		items,
		parameters,
		onError: 'continueRegularOutput',
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	});

const operations: INodeParameters[] = [
	{ operation: 'get' },
	{ operation: 'get', waitUntilDone: true },
	{ operation: 'delete' },
	{ operation: 'download' },
	{ operation: 'delete', resource: 'live' },
	{ operation: 'addDebugMetadata', resource: 'live', postSessionMetadata: '{ "a": 1 }' },
];
const wrongIds = [
	'.',
	'..',
	' .. ',
	'../live',
	'a/b',
	'a?b',
	'%2e%2e',
	'a b',
	'ä',
	'x'.repeat(101),
];

describe.each(operations)('$operation $resource', (operation) => {
	it.each(['id', 'list'])('sends nothing for what cannot be an ID, by %s', async (mode) => {
		const job = operation.resource === 'live' ? sandbox.seedLiveJob() : sandbox.seedJob();
		const result = await run(
			[...wrongIds, job.id].map((id) => ({ json: { id } })),
			{ ...operation, transcriptionId: { __rl: true, mode, value: '={{ $json.id }}' } },
		);
		wrongIds.forEach((id, item) =>
			expect(result.items[item]).toMatchObject({
				json: {
					error: expect.stringContaining(
						`'Transcription' is not an ID: ${id.trim().slice(0, 60)} [Item ${item}]`,
					),
				},
				pairedItem: { item },
			}),
		);
		expect(result.items.at(-1)?.json.error).toBeUndefined();
		const paths = new Set(sandbox.requests.map(({ path }) => path.split('/')[3]));
		expect(paths).toEqual(new Set([job.id]));
	});

	it('sends nothing for a URL without an ID', async () => {
		const urls = ['https://api.gladia.io/v2/pre-recorded/..', 'https://api.gladia.io/v2/'];
		const result = await run(
			urls.map((url) => ({ json: { url } })),
			{ ...operation, transcriptionId: { __rl: true, mode: 'url', value: '={{ $json.url }}' } },
		);
		expect(result.items.map(({ json }) => typeof json.error)).toEqual(['string', 'string']);
		expect(sandbox.requests).toEqual([]);
	});
});
