import type { Readiness } from '../../../../nodes/GladiaTranscribe/callbackWait/n8nWorkarounds/n8nReadiness';
import { N8nReadiness } from '../../../../nodes/GladiaTranscribe/callbackWait/n8nWorkarounds/n8nReadiness';

let now: number;
let readiness: N8nReadiness;

beforeEach(() => {
	now = 0;
	readiness = new N8nReadiness(
		() => now,
		async (milliseconds) => {
			now += milliseconds;
		},
	);
});

/** Answers one after the other, the last one repeated; counts the checks. */
function answering(...answers: Readiness[]) {
	const state = { checks: 0 };
	const check = async () => answers[Math.min(state.checks++, answers.length - 1)] ?? 'ready';
	return { state, check };
}

it('does not wait for an n8n that is ready, and never asks it again', async () => {
	const { state, check } = answering('ready', 'starting');
	expect(await readiness.wait(check)).toBe(true);
	expect(await readiness.wait(check)).toBe(true);
	expect([state.checks, now]).toEqual([1, 0]);
});

it('waits for an n8n that starts, or is too busy starting to answer', async () => {
	const { state, check } = answering('starting', 'silent', 'starting', 'ready');
	expect(await readiness.wait(check)).toBe(true);
	expect([state.checks, now]).toEqual([4, 750]);
});

it('gives up after 10 s, and asks again for the next call', async () => {
	const { check } = answering('starting');
	expect(await readiness.wait(check)).toBe(false);
	expect(now).toBe(10_250);
	expect(await readiness.wait(answering('ready').check)).toBe(true);
});
