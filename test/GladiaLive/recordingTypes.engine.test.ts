import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { GladiaLive } from '../../nodes/GladiaLive/GladiaLive.node';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import type { NodeResult } from '../support/engine';
import { runNode } from '../support/engine';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

async function start(parameters: INodeParameters, kinds: unknown[]): Promise<NodeResult> {
	return await runNode({
		node: new GladiaLive(),
		parameters: { operation: 'start', limits: { maxConcurrent: 1 }, ...parameters },
		items: kinds.map((kind) => ({ json: { kind } as IDataObject })),
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		typeVersion: 1.1,
	});
}

/** The bodies of the sessions, which the sandbox has found valid, without the format of the audio. */
async function bodiesOf(parameters: INodeParameters, kinds: unknown[] = [0, 0]) {
	const { error } = await start(parameters, kinds);
	expect(error).toBeUndefined();
	return sandbox.requests.map(({ status, body }) => {
		expect(status).toBe(201);
		const { encoding, bit_depth, sample_rate, channels, ...rest } = body as IDataObject;
		expect([encoding, bit_depth, sample_rate, channels]).toEqual(['wav/pcm', 16, 16000, 1]);
		return rest;
	});
}

const partials = { messages_config: { receive_partial_transcripts: true } };
const bodies: Record<string, IDataObject> = {
	call: { endpointing: 0.3, maximum_duration_without_endpointing: 15 },
	captions: { endpointing: 0.3, maximum_duration_without_endpointing: 5, ...partials },
	custom: {},
	meeting: { endpointing: 0.4, maximum_duration_without_endpointing: 15, ...partials },
	voiceAgent: { endpointing: 0.1, maximum_duration_without_endpointing: 15, ...partials },
};

it.each(Object.entries(bodies))('%s sends what Gladia recommends', async (recordingType, body) => {
	expect(await bodiesOf({ recordingType })).toEqual([body, body]);
});

it('differs by item with an expression', async () => {
	const types = ['captions', 'Voice Agent', 'custom'];
	const expected = [bodies.captions, bodies.voiceAgent, bodies.custom];
	expect(await bodiesOf({ recordingType: '={{ $json.kind }}' }, types)).toEqual(expected);
});

it('gives way to what the user sets', async () => {
	const form = {
		recordingType: 'meeting',
		messages: { receivePartialTranscripts: false, receiveSpeechEvents: false },
		transcriptionOptions: { endpointing: 1 },
		languages: ['en'],
	};
	const body = {
		language_config: { languages: ['en'] },
		endpointing: 1,
		maximum_duration_without_endpointing: 15,
		messages_config: { receive_partial_transcripts: false, receive_speech_events: false },
	};
	expect(await bodiesOf(form)).toEqual([body, body]);
});

it('starts no session when one item has an unknown type', async () => {
	const { error } = await start({ recordingType: '={{ $json.kind }}' }, ['call', 'concert']);
	expect(error?.message).toBe("'Recording Type' does not know the value 'concert' [Item 1]");
	expect(error?.description).toBe('Use one of call, captions, custom, meeting, voiceAgent');
});
