import type { BinaryDataService } from 'n8n-core';
import type { IBinaryData, IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { GladiaGetResult } from '../../../nodes/GladiaGetResult/GladiaGetResult.node';
import { collect, CollectedParts } from '../../../nodes/GladiaLive/messages/collectMessages';
import { sessionItems } from '../../../nodes/GladiaLive/output/returnAs';
import type { StreamedSession } from '../../../nodes/GladiaLive/output/streamedSession';
import { maskSecrets } from '../../../nodes/shared/api/callbackSecrets';
import { noNames } from '../../../nodes/shared/transcript/speakerLabels';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { runNode, useBinaryStore } from '../../support/engine';

const TOKEN = 'dHJpZ2dlci10b2tlbg';
const SIGNATURE = '0f3c9a7be1';
const trigger = `https://n8n.example/webhook/abc/gladia-trigger?team=a&token=${TOKEN}&x=1`;
const masked = 'https://n8n.example/webhook/abc/gladia-trigger?team=a&token=***&x=1';
const resume = `https://n8n.example/webhook-waiting/77/node?signature=${SIGNATURE}`;

describe('what the nodes give out', () => {
	let sandbox: Sandbox;
	let store: BinaryDataService;
	beforeAll(async () => {
		sandbox = await startSandbox();
		store = await useBinaryStore();
	});
	beforeEach(() => sandbox.reset());
	afterAll(async () => await sandbox.close());

	const requests = [
		{ audio_url: 'https://a.example/1.mp3?token=audio', callback_config: { url: trigger } },
		{ audio_url: 'https://a.example/2.mp3?signature=audio', callback_url: resume },
	];
	const clean = [
		{ audio_url: 'https://a.example/1.mp3?token=audio', callback_config: { url: masked } },
		{
			audio_url: 'https://a.example/2.mp3?signature=audio',
			callback_url: 'https://n8n.example/webhook-waiting/77/node?signature=***',
		},
	];
	const run = async (items: INodeExecutionData[], parameters: INodeParameters) =>
		await runNode({
			node: new GladiaGetResult(),
			items,
			parameters: {
				transcriptionId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				...parameters,
			},
			credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		});
	const seeded = (kind: string) =>
		requests.map((request_params) => {
			const { id } =
				kind === 'live'
					? sandbox.seedLiveJob({ request_params })
					: sandbox.seedJob({ request_params });
			return { json: { id } };
		});

	it.each([
		['preRecorded', 'get'],
		['live', 'get'],
		['preRecorded', 'getAll'],
		['live', 'getAll'],
	])('hides them in Full Response and Selected Parts (%s, %s)', async (resource, operation) => {
		const items = seeded(resource);
		const one = operation === 'get' ? items : items.slice(0, 1);
		const full = await run(one, { resource, operation, output: 'full' });
		expect(full.error).toBeUndefined();
		const echoes = full.items.map(({ json }) => json.request_params);
		expect(echoes).toHaveLength(2);
		expect(echoes).toEqual(expect.arrayContaining(clean));

		const path = 'request_params.callback_config.url';
		const parts = ['request_params', path];
		const selected = await run(one, { resource, operation, output: 'selected', parts });
		const expected = [
			{ request_params: clean[0], [path]: masked },
			{ request_params: clean[1], [path]: null },
		];
		expect(selected.items.map(({ json }) => json)).toEqual(
			operation === 'get' ? expected : expect.arrayContaining(expected),
		);
	});

	it('hides them in JSON files', async () => {
		const result = await run(seeded('preRecorded'), { output: 'files', fileFormats: ['json'] });
		const files = result.items.map(({ binary }) => binary?.json);
		expect(files).toHaveLength(2);
		for (const [index, file] of files.entries()) {
			const text = (await store.getAsBuffer(file as IBinaryData)).toString();
			expect((JSON.parse(text) as IDataObject).request_params).toEqual(clean[index]);
		}
	});
});

describe('Gladia Live', () => {
	const parts = new CollectedParts('session');
	const message = {
		type: 'post_final_transcript',
		session_id: 'session',
		data: { metadata: { callback_config: { url: trigger } }, transcription: { utterances: [] } },
	};
	collect(parts, message);
	const report = { acknowledgedBytes: 0, reconnects: 0, misplacedBytes: 0 };
	const session = { parts, report, acknowledgedSeconds: 0, reachedLimit: null };

	it.each(['messages', 'everything'])('hides them in the %s of a session', (returnAs) => {
		const items = sessionItems(returnAs, session as unknown as StreamedSession, [message], noNames);
		const text = JSON.stringify(items);
		expect(text).not.toContain(TOKEN);
		expect(text).toContain(masked);
	});
});

describe('maskSecrets', () => {
	const of = (url: string) => maskSecrets({ callback_config: { url } }).callback_config.url;

	it.each([
		[`https://x.example/hook?token=${TOKEN}`, 'https://x.example/hook?token=***'],
		[`https://x.example/hook?TOKEN=${TOKEN}#end`, 'https://x.example/hook?TOKEN=***#end'],
		[
			`https://x.example/hook?a=token&token=a&token=b`,
			'https://x.example/hook?a=token&token=***&token=***',
		],
		['https://x.example/hook?csrf_token=1&key=2', 'https://x.example/hook?csrf_token=1&key=2'],
		['https://me:s3cret@x.example/hook', 'https://me:***@x.example/hook'],
		[`not an address ?signature=${SIGNATURE}`, 'not an address ?signature=***'],
		[
			`https://relay.example/?to=${encodeURIComponent(resume)}&keep=1`,
			'https://relay.example/?to=https%3A%2F%2Fn8n.example%2Fwebhook-waiting%2F77%2Fnode%3Fsignature%3D***&keep=1',
		],
		['https://x.example/hook?token=', 'https://x.example/hook?token='],
	])('hides what opens a door in a callback address: %s', (url, expected) => {
		expect(of(url)).toBe(expected);
	});

	it('finds addresses of n8n in any text, and callback fields at any depth', () => {
		const message = JSON.stringify({
			type: 'start_session',
			data: { callback_url: `https://x.example?token=${TOKEN}` },
		});
		const document = {
			id: '1',
			file: { source: resume },
			result: {
				messages: [message, `wait at ${resume} then`, 'plain'],
				extra: { callbackConfig: [{ url: `https://x.example?token=${TOKEN}` }] },
			},
		};
		const text = JSON.stringify(maskSecrets(document));
		expect(text).not.toContain(TOKEN);
		expect(text).not.toContain(SIGNATURE);
		expect(maskSecrets(document).result.messages[1]).toBe(
			'wait at https://n8n.example/webhook-waiting/77/node?signature=*** then',
		);
	});

	it("leaves the document itself, what it need not change, and the user's own data alone", () => {
		const document = {
			custom_metadata: { back: resume },
			result: { transcription: { full_transcript: 'the token=1 of a ?token=2' } },
			request_params: { callback_url: trigger, custom_metadata: { back: resume } },
		};
		const before = structuredClone(document);
		const after = maskSecrets(document);
		expect(document).toEqual(before);
		expect(after).toEqual({
			...before,
			request_params: { ...before.request_params, callback_url: masked },
		});
		expect(after.result).toBe(document.result);
		expect(maskSecrets(before.result)).toBe(before.result);
	});
});
