import type { Sandbox, SandboxOptions } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { call } from './client';

const open: Sandbox[] = [];
/** A sandbox that is closed after the test. */
export async function start(options?: SandboxOptions): Promise<Sandbox> {
	const sandbox = await startSandbox({ jobSeconds: 0.05, ...options });
	open.push(sandbox);
	return sandbox;
}
afterEach(async () => {
	await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

export const startJob = (sandbox: Sandbox, audio_url = 'https://example.com/a.mp3') =>
	call(sandbox, 'POST', '/v2/pre-recorded', { audio_url });

/** Starts a job of an imagined recording; its id. */
export async function begin(sandbox: Sandbox, request: object = {}): Promise<string> {
	const audio_url = 'https://example.com/a.mp3';
	const { status, body } = await call(sandbox, 'POST', '/v2/pre-recorded', {
		audio_url,
		...request,
	});
	expect(status).toBe(201);
	return (body as { id: string }).id;
}

export const withCallback = (url: string) => ({ callback: true, callback_config: { url } });

/** Waits for a condition, at most 3 s. */
export async function until(condition: () => boolean): Promise<void> {
	const deadline = Date.now() + 3_000;
	while (!condition()) {
		if (Date.now() > deadline) throw new Error('Waited 3 s in vain');
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
