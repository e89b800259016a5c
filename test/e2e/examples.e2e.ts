import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { N8nRest } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { importExample } from './importExample';
import { connectToHost } from './n8nHost';

jest.setTimeout(120_000);

let rest: N8nRest;
let sandbox: Sandbox;
let receiver: Server;
let posted: unknown[] = [];

beforeAll(async () => {
	rest = await connectToHost();
	sandbox = await startSandbox({ jobSeconds: 7 });
	receiver = createServer((request, response) => {
		void text(request).then((body) => {
			posted.push(JSON.parse(body));
			response.end('{}');
		});
	});
	await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
	receiver.close();
	await sandbox.close();
});
beforeEach(() => {
	posted = [];
});

it('transcribe-by-callback.json posts the dialogue of every recording', async () => {
	const { port } = receiver.address() as AddressInfo;
	const { id } = await importExample(rest, sandbox, 'transcribe-by-callback.json', {
		'https://example.com/hook': `http://127.0.0.1:${port}/`,
	});
	const execution = await rest.waitForExecution(await rest.run(id, 'Start'), 60_000);
	expect(execution.status).toBe('success');
	const recordings = ['https://example.com/meeting.mp3', 'https://example.com/call.mp3'];
	expect(posted).toHaveLength(2);
	expect(posted).toEqual(
		expect.arrayContaining(
			recordings.map((recording) => ({
				recording,
				dialogue: expect.stringMatching(/^Speaker 1: .+\n+Speaker 2: .+/),
			})),
		),
	);
	const [first, second] = posted as Array<{ dialogue: string }>;
	expect(first?.dialogue).not.toBe(second?.dialogue);
});
