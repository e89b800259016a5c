import type { INodeParameters, INodeType, OnError } from 'n8n-workflow';
import { GladiaGetResult } from '../../../nodes/GladiaGetResult/GladiaGetResult.node';
import { GladiaLive } from '../../../nodes/GladiaLive/GladiaLive.node';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { GladiaUpload } from '../../../nodes/GladiaUpload/GladiaUpload.node';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { runNode } from '../../support/engine';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());

const fail = async (node: INodeType, parameters: INodeParameters, onError: OnError) =>
	await runNode({
		node,
		// Without fields of their own, so that the error items show nothing but the error.
		items: [{ json: {} }, { json: {} }],
		parameters,
		onError,
		credentials: { apiKey: 'wrong-key', baseUrl: sandbox.url },
	});

const fromUrl = { audioSource: 'url', audioUrl: 'https://example.com/a.mp3' };
const nodes: Array<[string, INodeType, INodeParameters]> = [
	['Gladia Upload', new GladiaUpload(), { operation: 'uploadUrl', audioUrl: fromUrl.audioUrl }],
	['Gladia Transcribe', new GladiaTranscribe(), fromUrl],
	[
		'Gladia Get Result',
		new GladiaGetResult(),
		{ transcriptionId: { __rl: true, mode: 'id', value: '45463597-20b7-4af7-b3b3-f5fb778203ab' } },
	],
	['Gladia Live', new GladiaLive(), { operation: 'start' }],
];

const facts = {
	description: expect.stringMatching(/^Check 'API Key'/),
	status_code: 401,
	request_id: expect.any(String),
};
const message = (item: number) => `Gladia does not know the API key [Item ${item}]`;

describe.each(nodes)('%s', (_, node, parameters) => {
	it('puts all of a failure into `error`, by which every n8n knows it, for an error output', async () => {
		const { items, errorItems } = await fail(node, parameters, 'continueErrorOutput');
		expect(items).toEqual([]);
		expect(errorItems.map(({ json, pairedItem }) => ({ json, pairedItem }))).toEqual(
			[0, 1].map((item) => ({
				json: { error: { message: message(item), ...facts } },
				pairedItem: { item },
			})),
		);
	});

	it('keeps the text at `error` where the workflow goes on with the regular output', async () => {
		const { items } = await fail(node, parameters, 'continueRegularOutput');
		expect(items.map(({ json, pairedItem }) => ({ json, pairedItem }))).toEqual(
			[0, 1].map((item) => ({
				json: { error: message(item), details: facts },
				pairedItem: { item },
			})),
		);
	});
});
