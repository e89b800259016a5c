import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { useBinaryStore } from '../support/engine';
import { call, signedBySvix, webhookBody } from './support/calls';
import { triggerServer } from './support/triggerServer';

const before = { status: 200, message: 'This event has started the workflow before' };
const later = { status: 503, message: 'The event cannot be handled yet' };

let sandbox: Sandbox;
beforeAll(async () => {
	await useBinaryStore();
	sandbox = await startSandbox({ jobSeconds: 13 });
});
afterAll(async () => await sandbox.close());

it.each([
	['signed', true],
	['unsigned', false],
])(
	'A result that takes longer than a caller waits is waited for, when the call was %s',
	async (_how, isSigned) => {
		const server = await triggerServer({ credentials: { baseUrl: sandbox.url } });
		const started = await fetch(`${sandbox.url}/v2/pre-recorded`, {
			method: 'POST',
			headers: { 'x-gladia-key': 'sandbox-key', 'content-type': 'application/json' },
			body: JSON.stringify({ audio_url: 'https://example.com/a.mp3' }),
		});
		const { id } = (await started.json()) as { id: string };
		const body = webhookBody('transcription.success', id);
		const headers = isSigned ? signedBySvix(body) : {};
		const began = Date.now();
		const send = async () => await call({ url: server.url, body, headers });
		expect(await send()).toEqual(later);
		expect(Date.now() - began).toBeLessThan(14_000);
		expect(server.executions).toEqual([]);
		// As Svix would; it is answered as soon as the workflow has been started.
		expect(await send()).toEqual(before);
		expect(server.executions).toMatchObject([[{ json: { id, status: 'done' } }]]);
	},
	40_000,
);
