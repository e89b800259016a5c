import { readFile } from 'node:fs/promises';
import Ajv from 'ajv';
import type { INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { GladiaGetResult } from '../../nodes/GladiaGetResult/GladiaGetResult.node';
import { GladiaLive } from '../../nodes/GladiaLive/GladiaLive.node';
import { GladiaTranscribe } from '../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { GladiaUpload } from '../../nodes/GladiaUpload/GladiaUpload.node';
import { simplifiedSchema } from '../../nodes/shared/output/baseFields';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { usePlatformSocket } from '../GladiaLive/support/nodeRun';
import { runNode } from '../support/engine';
import { builtSchemas } from '../support/outputSchemas';

usePlatformSocket();

/** One operation of one node: what to run it with, and where the editor finds its fields. */
interface Operation {
	node: INodeType;
	resource?: 'preRecorded' | 'live';
	operation: string;
	parameters?: INodeParameters;
}

const byId = { transcriptionId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } };
const live = { pace: 'fastest' };
const byUrl = { audioSource: 'url', audioUrl: '={{ $json.url }}' };

const ofJobs = (operation: string, parameters: INodeParameters = byId): Operation[] =>
	(['preRecorded', 'live'] as const).map((resource) => ({
		node: new GladiaGetResult(),
		resource,
		operation,
		parameters,
	}));

const resultOperations: Operation[] = [
	{ node: new GladiaTranscribe(), operation: 'transcribe', parameters: byUrl },
	...ofJobs('get'),
	...ofJobs('getAll', { limit: 2 }),
];
const otherOperations: Operation[] = [
	{ node: new GladiaUpload(), operation: 'uploadFile', parameters: { binaryPropertyName: 'data' } },
	{ node: new GladiaUpload(), operation: 'uploadUrl', parameters: { audioUrl: byUrl.audioUrl } },
	{ node: new GladiaTranscribe(), operation: 'start', parameters: byUrl },
	...ofJobs('download'),
	...ofJobs('delete'),
	{
		node: new GladiaGetResult(),
		resource: 'live',
		operation: 'addDebugMetadata',
		parameters: { ...byId, postSessionMetadata: '{ "browser": "Firefox 140" }' },
	},
	{ node: new GladiaLive(), operation: 'start' },
	{ node: new GladiaLive(), operation: 'transcribe', parameters: live },
	{
		node: new GladiaLive(),
		operation: 'stream',
		parameters: { ...live, sessionUrl: '={{ $json.session_url }}' },
	},
];
const operations = [...resultOperations, ...otherOperations];

const label = ({ node, resource, operation }: Operation) =>
	[node.description.displayName, resource, operation].filter(Boolean).join(' / ');
const named = (list: Operation[]) => list.map((one) => [label(one), one] as const);

const schemaOf = ({ node, resource, operation }: Operation) =>
	schemas.read({
		node: node.constructor.name,
		version: '1.0.0',
		// Where there is no resource, the server takes the operation for it.
		resource: resource ?? operation,
		operation: resource === undefined ? undefined : operation,
	});

let sandbox: Sandbox;
let schemas: Awaited<ReturnType<typeof builtSchemas>>;
beforeAll(async () => {
	sandbox = await startSandbox({ jobSeconds: 0.1 });
	schemas = await builtSchemas();
});
afterAll(async () => {
	await sandbox.close();
	await schemas.remove();
});
beforeEach(() => sandbox.reset());

async function inputItems(resource?: string): Promise<INodeExecutionData[]> {
	const seed = () => (resource === 'live' ? sandbox.seedLiveJob() : sandbox.seedJob());
	const data = (await readFile('sandbox/speech/sample.wav')).toString('base64');
	return await Promise.all(
		[0, 1].map(async (n) => ({
			json: {
				id: seed().id,
				url: `https://example.com/${n}.mp3`,
				session_url: await openSession(),
			},
			binary: { data: { mimeType: 'audio/wav', fileName: `${n}.wav`, data } },
		})),
	);
}

async function openSession(): Promise<string> {
	const headers = { 'x-gladia-key': 'sandbox-key', 'content-type': 'application/json' };
	const request = { method: 'POST', headers, body: '{}' };
	const response = await fetch(`${sandbox.url}/v2/live`, request);
	return ((await response.json()) as { url: string }).url;
}

describe('fields that the editor offers before the first run', () => {
	it.each(named(operations))('%s: are exactly those that come out', async (_label, one) => {
		const { node, resource, operation, parameters } = one;
		const result = await runNode({
			node,
			items: await inputItems(resource),
			parameters: { ...(resource && { resource }), operation, ...parameters },
			credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		});
		expect(result.error).toBeUndefined();
		expect(result.items.length).toBeGreaterThanOrEqual(2);
		const validate = new Ajv({ allowUnionTypes: true }).compile(schemaOf(one) as object);
		for (const { json } of result.items) {
			validate(json);
			expect(validate.errors ?? []).toEqual([]);
		}
	});

	it.each(named(resultOperations))('%s: are those of a simplified result', (_label, one) => {
		expect(schemaOf(one)).toEqual(simplifiedSchema);
	});

	it('exist for every operation of every node', () => {
		const nodes = [
			new GladiaUpload(),
			new GladiaTranscribe(),
			new GladiaGetResult(),
			new GladiaLive(),
		];
		for (const node of nodes) {
			const { properties } = node.description;
			// A resource that no form shows only makes entries of the nodes panel.
			const hasResource = properties.some(
				({ name, displayOptions }) => name === 'resource' && displayOptions === undefined,
			);
			const offered = properties
				.filter(({ name }) => name === 'operation')
				.filter(({ displayOptions }) => hasResource || !displayOptions?.show?.resource)
				.flatMap(({ options = [], displayOptions }) =>
					options.flatMap((option) =>
						'value' in option
							? [[displayOptions?.show?.resource?.[0], option.value].filter(Boolean).join(' / ')]
							: [],
					),
				);
			const covered = operations
				.filter((one) => one.node.constructor === node.constructor)
				.map(({ resource, operation }) => [resource, operation].filter(Boolean).join(' / '));
			expect(covered.sort()).toEqual(offered.sort());
		}
	});
});
