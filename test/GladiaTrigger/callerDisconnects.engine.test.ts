import { call, signedBySvix, webhookBody } from './support/calls';
import { callAndHangUp } from './support/hangUp';
import { started, useGladia } from './support/sandboxTrigger';

const before = { status: 200, message: 'This event has started the workflow before' };
const gladia = useGladia();

describe.each([
	['at once', 0],
	['while the result is read', 300],
])('A caller that hangs up %s', (_when, afterMs) => {
	async function delivery() {
		const server = await gladia.trigger({});
		const { id } = gladia.sandbox().seedJob();
		const body = webhookBody('transcription.success', id);
		const headers = signedBySvix(body);
		// The first answer is thrown away, which takes about a second.
		gladia.sandbox().failNext({ kind: 'status', status: 503 });
		await callAndHangUp(server.url, body, headers, afterMs);
		return { server, again: async () => await call({ url: server.url, body, headers }) };
	}

	it('starts the workflow all the same, and its retries are answered', async () => {
		const { server, again } = await delivery();
		expect(await Promise.all([again(), again()])).toEqual([before, before]);
		expect(await again()).toEqual(before);
		expect(server.executions).toHaveLength(1);
	});

	it('does not lose the event when n8n could not start the workflow', async () => {
		const { server, again } = await delivery();
		server.failStarts(1);
		expect(await again()).toEqual(started);
		expect(await again()).toEqual(before);
		expect(server.executions).toHaveLength(1);
	});
});
