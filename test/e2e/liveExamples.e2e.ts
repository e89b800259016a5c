import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RECORDING } from '../../demo/demoWorkflow';
import { outputOf } from '../../demo/execution';
import type { N8nRest } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { importExample } from './importExample';
import { connectToHost } from './n8nHost';

jest.setTimeout(120_000);

const HEADER = 44;
const SAMPLE_RATE = 16_000;

interface Spoken {
	utterances: Array<{ speaker: number; start: number; end: number; text: string }>;
}

let rest: N8nRest;
let sandbox: Sandbox;
let audio: Server;
let spoken: Spoken;

beforeAll(async () => {
	rest = await connectToHost();
	sandbox = await startSandbox();
	const mono = await readFile(RECORDING);
	spoken = JSON.parse(await readFile(RECORDING.replace('.wav', '.json'), 'utf8')) as Spoken;
	const files: Record<string, Buffer> = { '/call.wav': twoChannels(mono), '/radio.wav': mono };
	audio = createServer(({ url = '' }, response) => response.end(files[url]));
	await new Promise<void>((resolve) => audio.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
	audio.close();
	await sandbox.close();
});

const audioAddress = () => `http://127.0.0.1:${(audio.address() as AddressInfo).port}`;

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
		...spoken.utterances.flatMap(({ speaker, start }) => (speaker === 1 ? start : [])),
	);
	for (let n = 0; n < samples; n++) {
		const channel = n / SAMPLE_RATE < callee - 0.2 ? 0 : 1;
		stereo.writeInt16LE(mono.readInt16LE(HEADER + n * 2), HEADER + n * 4 + channel * 2);
	}
	return stereo;
}

it('call-to-dialogue-live.json gives the dialogue of the two channels', async () => {
	const { id } = await importExample(rest, sandbox, 'call-to-dialogue-live.json', {
		'https://example.com': audioAddress(),
	});
	const execution = await rest.waitForExecution(await rest.run(id, 'Start'), 60_000);
	expect(execution.status).toBe('success');
	const [item] = outputOf(execution, 'Gladia Live');
	const said = (channel: number) =>
		spoken.utterances.flatMap(({ speaker, text }) => (speaker === channel ? text : [])).join(' ');
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

it('live-captions.json sends captions while the audio is still running', async () => {
	const { id } = await importExample(rest, sandbox, 'live-captions.json', {
		'https://example.com': audioAddress(),
	});
	await rest.activate(id);
	const response = await captionsResponse();
	const texts: Array<{ text: string; isFinal: boolean; sessionState?: string }> = [];
	let unread = '';
	for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
		const lines = (unread + Buffer.from(chunk).toString('utf8')).split('\n');
		unread = lines.pop() ?? '';
		for (const line of lines.filter((one) => one.trim() !== '')) {
			const { type, content } = JSON.parse(line) as { type: string; content?: unknown };
			if (type !== 'item') continue;
			const caption = (typeof content === 'string' ? JSON.parse(content) : content) as {
				text: string;
				is_final: boolean;
			};
			const sessionState = sandbox.liveSessions().at(-1)?.state;
			texts.push({ text: caption.text, isFinal: caption.is_final, sessionState });
		}
	}
	const finals = texts.filter(({ isFinal }) => isFinal).map(({ text }) => text);
	expect(finals).toEqual(spoken.utterances.map(({ text }) => text));
	expect(texts.filter(({ isFinal }) => !isFinal).length).toBeGreaterThan(3);
	expect(texts[0]?.sessionState).toBe('recording');
	await rest.deactivate(id);
});

/** n8n says that a workflow is published a little before its webhook listens. */
async function captionsResponse(): Promise<Response> {
	for (;;) {
		const response = await fetch(`${rest.url}/webhook/captions`);
		if (response.status !== 404) return response;
		await response.body?.cancel();
	}
}
