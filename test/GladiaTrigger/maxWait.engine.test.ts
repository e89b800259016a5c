import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { useBinaryStore } from '../support/engine';
import { call, signedBySvix, startJob, webhookBody } from './support/calls';
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
	'A result that takes longer than the caller waits still starts the workflow (%s call)',
	async (_how, isSigned) => {
		const server = await triggerServer({ credentials: { baseUrl: sandbox.url } });
		const id = await startJob(sandbox.url);
		const body = webhookBody('transcription.success', id);
		const headers = isSigned ? signedBySvix(body) : {};
		const send = async () => await call({ url: server.url, body, headers });
		expect(await send()).toEqual(later);
		const [first] = server.answers;
		expect(first).toEqual({ status: 503, after: expect.any(Number), executions: 0 });
		expect(first?.after).toBeLessThan(14_000);
		// Svix repeats a call until it is answered with 200, which is as soon as the workflow has started.
		let answer = await send();
		for (let tries = 1; answer.status === 503 && tries < 5; tries++) {
			expect(answer).toEqual(later);
			answer = await send();
		}
		expect(answer).toEqual(before);
		expect(server.executions).toMatchObject([[{ json: { id, status: 'done' } }]]);
	},
	40_000,
);
