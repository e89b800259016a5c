import { Webhook } from 'svix';
import type { Play, Sandbox, SandboxOptions } from '../../sandbox/sandbox';
import { call } from './support/client';
import type { Received, Receiver } from './support/receiver';
import { receiver } from './support/receiver';
import { begin, start, until, withCallback } from './support/sandboxes';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const CREATED = 'transcription.created';
const SUCCESS = 'transcription.success';

interface Scene {
	sandbox: Sandbox;
	/** Gets the account's webhooks. */
	hook: Receiver;
	/** Gets the callbacks of jobs begun with `job`. */
	back: Receiver;
	job: object;
}

async function scene(options: SandboxOptions = {}): Promise<Scene> {
	const [hook, back] = [await receiver(), await receiver()];
	const webhooks = [{ url: hook.url, secret }];
	const sandbox = await start({ retryDelaysMs: [10, 20, 40], webhooks, ...options });
	return { sandbox, hook, back, job: withCallback(back.url) };
}

const verify = ({ text, headers }: Received) =>
	new Webhook(secret).verify(text, headers as Record<string, string>);
const idOf = ({ body }: Received) => (body as { id: string }).id;
const told = (calls: Received[]) => calls.map(({ body }) => (body as { event: string }).event);
const settled = ({ deliveries }: Sandbox) =>
	deliveries.length > 0 && deliveries.every(({ state }) => state !== 'sending');

describe('early', () => {
	test.each([
		['callback', 'done'],
		['webhook', 'done'],
	] as const)('%s: answered before the start is, when the job is over', async (channel, status) => {
		const { sandbox, hook, back, job } = await scene({ jobSeconds: 30 });
		const seen: unknown[] = [];
		const early = await receiver(async ({ text }) => {
			if (text.includes(SUCCESS)) seen.push(sandbox.jobs().map((known) => known.status));
		});
		sandbox.playNext({ kind: 'early', channel });
		if (channel === 'webhook') sandbox.setWebhooks([{ url: early.url, secret }]);
		const request = channel === 'callback' ? withCallback(early.url) : job;
		const id = await begin(sandbox, request);
		expect(seen).toEqual([[status]]);
		expect(sandbox.requests).toMatchObject([{ method: 'POST', status: 201 }]);
		await until(() => sandbox.deliveries.length === 3 && settled(sandbox));
		expect(sandbox.deliveries.map(({ event, jobId, state }) => [event, jobId, state])).toEqual([
			[CREATED, id, 'delivered'],
			[SUCCESS, id, 'delivered'],
			[SUCCESS, id, 'delivered'],
		]);
		expect(told([...hook.calls, ...back.calls, ...early.calls]).sort()).toEqual([
			CREATED,
			SUCCESS,
			SUCCESS,
		]);
	});

	test('whileRunning: the API shows the job as not done, and the call is not repeated', async () => {
		const { sandbox, back, job } = await scene({ jobSeconds: 2 });
		sandbox.playNext({ kind: 'early', channel: 'callback', whileRunning: true });
		const id = await begin(sandbox, job);
		expect(back.calls.map(({ body }) => body)).toEqual([
			{ id, event: SUCCESS, payload: expect.objectContaining({ metadata: expect.anything() }) },
		]);
		const { body } = await call(sandbox, 'GET', `/v2/pre-recorded/${id}`);
		expect(body).toMatchObject({ id, status: 'queued', result: null });
		await until(() => sandbox.jobs()[0]?.status === 'done');
		await until(() => sandbox.deliveries.length === 3 && settled(sandbox));
		expect(back.calls).toHaveLength(1);
	});

	test('failing receivers get it again after the start was answered', async () => {
		const { sandbox, back, job } = await scene();
		back.answerNext(404, 409);
		sandbox.playNext({ kind: 'early', channel: 'callback' });
		await begin(sandbox, job);
		expect(back.calls).toHaveLength(1);
		await until(() => back.calls.length === 3);
	});
});

describe('how often and when', () => {
	test('late: after delayMs, the webhook of the job as ever', async () => {
		const { sandbox, hook, back, job } = await scene();
		sandbox.playNext({ kind: 'late', channel: 'callback', delayMs: 2_000 });
		await begin(sandbox, job);
		await until(() => hook.calls.length === 2);
		expect(back.calls).toEqual([]);
		await until(() => back.calls.length === 1);
		expect((back.calls[0]?.at ?? 0) - (hook.calls[1]?.at ?? 0)).toBeGreaterThanOrEqual(1_500);
	});

	test('twice: the same again, webhooks under the same id', async () => {
		const { sandbox, hook, back, job } = await scene();
		sandbox.playNext({ kind: 'twice', times: 2, event: SUCCESS, delayMs: 20 });
		await begin(sandbox, job);
		await until(() => hook.calls.length === 3 && back.calls.length === 2);
		expect(told(hook.calls)).toEqual([CREATED, SUCCESS, SUCCESS]);
		expect(hook.calls.map(verify)).toEqual(hook.calls.map(({ body }) => body));
		expect(hook.calls[2]?.headers['svix-id']).toBe(hook.calls[1]?.headers['svix-id']);
		expect(back.calls[1]?.text).toBe(back.calls[0]?.text);
	});

	test('parallel: all copies are there before the first is answered', async () => {
		let release: () => void = () => undefined;
		const all = new Promise<void>((resolve) => (release = resolve));
		const hook = await receiver(({ text }) => (text.includes(SUCCESS) ? all : undefined));
		const { sandbox } = await scene({ webhooks: [{ url: hook.url, secret }] });
		sandbox.playNext({ kind: 'parallel', event: SUCCESS, copies: 100 });
		await begin(sandbox);
		await until(() => hook.calls.length === 101);
		release();
		await until(() => settled(sandbox));
		expect(hook.load.most).toBe(100);
		expect(new Set(hook.calls.map(({ headers }) => headers['svix-id'])).size).toBe(2);
		expect(sandbox.deliveries.filter(({ played }) => played === 'parallel')).toHaveLength(100);
	});

	test('never: recorded as withheld, the next as ever; skip and times count', async () => {
		const { sandbox, back, job } = await scene({ webhooks: [] });
		sandbox.playNext({ kind: 'never', skip: 1, times: 2 });
		const ids: string[] = [];
		for (let round = 0; round < 4; round++) {
			ids.push(await begin(sandbox, job));
			await until(() => sandbox.deliveries.length === round + 1);
		}
		await until(() => back.calls.length === 2);
		expect(back.calls.map(idOf)).toEqual([ids[0], ids[3]]);
		expect(sandbox.deliveries.slice(1, 3)).toMatchObject([
			{ jobId: ids[1], played: 'never', state: 'withheld', tries: 0, status: 0 },
			{ jobId: ids[2], played: 'never', state: 'withheld', tries: 0, status: 0 },
		]);
	});
});

describe('what nobody should believe', () => {
	const refusals: Array<[Play['kind'], string]> = [
		['forged', 'No matching signature found'],
		['stale', 'Message timestamp too old'],
		['tampered', 'No matching signature found'],
	];

	test.each(refusals)('%s webhook: refused by svix, sent once only', async (kind, reason) => {
		const { sandbox, hook } = await scene();
		hook.answerNext(401);
		sandbox.playNext({ kind, channel: 'webhook' });
		const id = await begin(sandbox);
		await until(() => hook.calls.length === 2);
		await until(() => settled(sandbox));
		const [bad, good] = hook.calls as [Received, Received];
		expect(() => verify(bad)).toThrow(reason);
		expect(verify(good)).toEqual({ event: SUCCESS, payload: { id } });
		expect(sandbox.deliveries).toMatchObject([
			{ played: kind, event: CREATED, tries: 1, status: 401, state: 'given-up' },
			{ event: SUCCESS, tries: 1, status: 200, state: 'delivered' },
		]);
		const genuineId = kind !== 'tampered';
		expect((bad.body as { payload: { id: string } }).payload.id === id).toBe(genuineId);
	});

	test('a stale webhook is rightly signed, for its time', async () => {
		const { sandbox, hook } = await scene();
		sandbox.playNext({ kind: 'stale' });
		const before = Date.now();
		await begin(sandbox);
		await until(() => hook.calls.length === 1);
		const [{ headers, text }] = hook.calls as [Received];
		const at = new Date(Number(headers['svix-timestamp']) * 1000);
		expect(before - at.getTime()).toBeGreaterThan(300_000);
		expect(new Webhook(secret).sign(String(headers['svix-id']), at, text)).toBe(
			headers['svix-signature'],
		);
	});

	test('forged callback: the id of no job; thenGenuine: the true one follows', async () => {
		const { sandbox, back, job } = await scene({ webhooks: [] });
		sandbox.playNext({ kind: 'forged', thenGenuine: true });
		const id = await begin(sandbox, job);
		await until(() => back.calls.length === 2);
		const [bad, good] = back.calls as [Received, Received];
		expect(idOf(bad)).not.toBe(id);
		expect(bad.body).toEqual({ ...(good.body as object), id: idOf(bad) });
		expect(idOf(good)).toBe(id);
		expect((await call(sandbox, 'GET', `/v2/pre-recorded/${idOf(bad)}`)).status).toBe(404);
	});

	test('tampered callback: other words in the same form', async () => {
		const { sandbox, back, job } = await scene({ webhooks: [] });
		sandbox.playNext({ kind: 'tampered' });
		const id = await begin(sandbox, job);
		sandbox.failNext({ kind: 'job-error', errorCode: 400 });
		sandbox.playNext({ kind: 'tampered' });
		await until(() => back.calls.length === 1);
		const failed = await begin(sandbox, job);
		await until(() => back.calls.length === 2);
		const { body } = await call(sandbox, 'GET', `/v2/pre-recorded/${id}`);
		const { result } = body as { result: { metadata: object; transcription: object } };
		const { utterances } = result.transcription as { utterances: object[] };
		expect(back.calls.map((received) => received.body)).toEqual([
			{
				id,
				event: SUCCESS,
				payload: {
					...result,
					transcription: {
						...result.transcription,
						full_transcript: 'tampered',
						utterances: utterances.map((utterance) => ({ ...utterance, text: 'tampered' })),
					},
				},
			},
			{ id: failed, event: 'transcription.error', error: { code: 400, message: 'tampered' } },
		]);
	});
});

describe('asked for', () => {
	test('over HTTP, and forgotten', async () => {
		const { sandbox, back, job } = await scene({ webhooks: [] });
		const plays = (method: string, body?: unknown) =>
			call(sandbox, method, '/_sandbox/plays', body, {});
		expect((await plays('POST', { kind: 'twice', channel: 'callback' })).status).toBe(204);
		await begin(sandbox, job);
		await until(() => back.calls.length === 2);
		await plays('POST', { kind: 'never', times: 5 });
		expect((await plays('DELETE')).status).toBe(204);
		await begin(sandbox, job);
		await until(() => back.calls.length === 3);
		await plays('POST', { kind: 'never' });
		sandbox.reset();
		await begin(sandbox, job);
		await until(() => back.calls.length === 4);
	});

	test.each([
		[{ kind: 'lost' }],
		[{ kind: 'late', delay: 5 }],
		[{ kind: 'late', times: 0 }],
		[{ kind: 'stale', channel: 'callback' }],
		[{ kind: 'early', event: SUCCESS }],
	])('refused: %j', async (play) => {
		const { sandbox } = await scene();
		expect((await call(sandbox, 'POST', '/_sandbox/plays', play, {})).status).toBe(400);
	});
});
