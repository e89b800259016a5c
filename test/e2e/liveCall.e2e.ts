import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RECORDING } from '../../demo/demoWorkflow';
import { outputOf } from '../../demo/execution';
import type { N8nRest } from '../../demo/n8nRest';
import { sampleUtterances } from '../../sandbox/audio/speechSample';
import type { Sandbox } from '../../sandbox/sandbox';
import { DEFAULT_KEY, startSandbox } from '../../sandbox/sandbox';
import { GLADIA, gladiaWorkflow, sandboxCredential, TRIGGER } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';

jest.setTimeout(120_000);

const HEADER = 44;
const SAMPLE_RATE = 16_000;

let rest: N8nRest;
let sandbox: Sandbox;
let audio: Server;

beforeAll(async () => {
	rest = await connectToHost();
	sandbox = await startSandbox();
	const call = twoChannels(await readFile(RECORDING));
	audio = createServer((_request, response) => response.end(call));
	await new Promise<void>((resolve) => audio.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
	audio.close();
	await sandbox.close();
});

/** The bundled recording as a telephone system records a call: each speaker on a channel. */
function twoChannels(mono: Buffer): Buffer {
	const samples = (mono.length - HEADER) / 2;
	const stereo = Buffer.alloc(HEADER + samples * 4);
	mono.copy(stereo, 0, 0, HEADER);
	stereo.writeUInt16LE(2, 22);
	stereo.writeUInt32LE(SAMPLE_RATE * 4, 28);
	stereo.writeUInt16LE(4, 32);
	stereo.writeUInt32LE(samples * 4, 40);
	const callee = Math.min(
		...sampleUtterances.flatMap(({ speaker, start }) => (speaker === 1 ? start : [])),
	);
	for (let n = 0; n < samples; n++) {
		const channel = n / SAMPLE_RATE < callee - 0.2 ? 0 : 1;
		stereo.writeInt16LE(mono.readInt16LE(HEADER + n * 2), HEADER + n * 4 + channel * 2);
	}
	return stereo;
}

it('gives the dialogue of a call with two channels, live from a URL', async () => {
	const { port } = audio.address() as AddressInfo;
	const workflow = gladiaWorkflow([{}], await sandboxCredential(rest, sandbox, DEFAULT_KEY), {
		type: 'gladiaLive',
		parameters: {
			operation: 'transcribe',
			audioSource: 'url',
			audioUrl: `http://127.0.0.1:${port}/call.wav`,
			pace: 'fastest',
			returnAs: 'stored',
			output: 'dialogue',
			dialogueOptions: { timestamps: 'clock' },
		},
	});
	const id = await rest.createWorkflow(workflow);
	const execution = await rest.waitForExecution(await rest.run(id, TRIGGER), 60_000);
	expect(execution.status).toBe('success');
	const [item] = outputOf(execution, GLADIA);
	const said = (channel: number) =>
		sampleUtterances.flatMap(({ speaker, text }) => (speaker === channel ? text : [])).join(' ');
	const lines = String(item?.json.dialogue).split(/\n+/);
	expect(lines).toEqual([
		expect.stringMatching(/^\[00:00:0\d\] Channel 1: /),
		expect.stringMatching(/^\[00:00:0\d\] Channel 2: /),
	]);
	expect(lines.map((line) => line.replace(/^.*?: /, ''))).toEqual([said(0), said(1)]);
	expect(sandbox.liveSessions().map(({ state, stopReceived }) => [state, stopReceived])).toEqual([
		['ended', true],
	]);
});
