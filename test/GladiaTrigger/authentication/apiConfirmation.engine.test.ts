import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { Job } from '../../../sandbox/sandbox';
import { call, signedBySvix, startJob, webhookBody } from '../support/calls';
import { FLOODED_KEY, started, useGladia } from '../support/sandboxTrigger';
import type { TriggerServer } from '../support/triggerServer';
import { triggerServer } from '../support/triggerServer';

const HOUR = 60 * 60_000;
const unauthorized = { status: 401, message: 'Unauthorized' };
const before = { status: 200, message: 'This event has started the workflow before' };
const later = { status: 503, message: 'The event cannot be handled yet' };
const success = 'transcription.success';
const all = { events: ['all'] };
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

const gladia = useGladia();

/** A job that ended a moment ago. */
const fresh = (seed: Partial<Job> = {}) =>
	gladia.sandbox().seedJob({ created_at: hoursAgo(0.1), completed_at: hoursAgo(0), ...seed });
const freshLive = (seed: Partial<Job> = {}) =>
	gladia.sandbox().seedLiveJob({ created_at: hoursAgo(0.1), completed_at: hoursAgo(0), ...seed });
const sendUnsigned = async ({ url }: TriggerServer, event: string, id: string) =>
	await call({ url, body: webhookBody(event, id) });
const until = async (isSo: () => boolean) => {
	for (const end = Date.now() + 10_000; !isSo() && Date.now() < end;) await sleep(20);
};

describe('An event without signature and token', () => {
	it('starts the workflow once when the API confirms it, with one request for all copies', async () => {
		const server = await gladia.trigger({});
		const jobs = [fresh(), fresh({ custom_metadata: { customer: 'ACME' } })];
		const answers = await Promise.all(
			Array.from(
				{ length: 40 },
				async (_, n) => await sendUnsigned(server, success, jobs[n % 2]!.id),
			),
		);
		expect(answers.filter(({ message }) => message === started.message)).toHaveLength(2);
		expect(answers.filter(({ message }) => message === before.message)).toHaveLength(38);
		expect(await sendUnsigned(server, success, jobs[0]!.id)).toEqual(before);
		expect(server.executions).toHaveLength(2);
		expect(server.executions).toEqual(
			expect.arrayContaining(
				jobs.map(({ id, custom_metadata = null }) => [
					{
						json: expect.objectContaining({
							event: success,
							sent_by: 'webhook',
							kind: 'pre-recorded',
							id,
							status: 'done',
							full_transcript: expect.stringMatching(/^Your call is now first in line/),
							custom_metadata,
						}),
					},
				]),
			),
		);
		expect(gladia.requested().toSorted()).toEqual(
			jobs.map(({ id }) => `GET /v2/pre-recorded/${id}`).toSorted(),
		);
	});

	it('is trusted only as far as the API confirms it', async () => {
		const server = await gladia.trigger(all);
		const job = fresh({ custom_metadata: { customer: 'ACME' } });
		const failed = fresh({ status: 'error', error_code: 422, result: null });
		const forged = { custom_metadata: { customer: 'Evil' }, more: 'forged' };
		const payload = { transcription: { full_transcript: 'forged', utterances: [] } };
		const error = { code: 500, message: 'forged' };
		const bodies = [
			{ id: job.id, event: success, payload, ...forged },
			{ id: failed.id, event: 'transcription.error', error, ...forged },
		];
		for (const body of bodies) expect(await call({ url: server.url, body })).toEqual(started);
		expect(JSON.stringify(server.executions)).not.toMatch(/forged|Evil/);
		const heading = { sent_by: 'callback', kind: 'pre-recorded' };
		expect(server.executions).toEqual([
			[
				{
					json: expect.objectContaining({
						...heading,
						event: success,
						custom_metadata: { customer: 'ACME' },
						full_transcript: expect.stringMatching(/^Your call is now first in line/),
					}),
				},
			],
			[
				{
					json: {
						...heading,
						event: 'transcription.error',
						id: failed.id,
						error: { code: 422 },
					},
				},
			],
		]);
	});

	it.each([
		'transcription.created',
		'live.start_session',
		'live.start_recording',
		'live.end_recording',
	])('%s is confirmed by a job that was just created', async (event) => {
		const server = await gladia.trigger(all);
		const seed = event.startsWith('live') ? freshLive : fresh;
		const running = { status: 'processing', result: null, completed_at: null } as const;
		const { id } = seed(running);
		const { id: old } = seed({ ...running, created_at: hoursAgo(25) });
		expect(await sendUnsigned(server, event, id)).toEqual(started);
		expect(await sendUnsigned(server, event, old)).toEqual(unauthorized);
		expect(server.executions).toMatchObject([[{ json: { event, id } }]]);
	});

	it.each(['live.end_session', 'live.post_final_transcript'])(
		'%s returns the result',
		async (event) => {
			const server = await gladia.trigger({ events: [event] });
			const { id } = freshLive();
			expect(await call({ url: server.url, body: { event, id, payload: { data: {} } } })).toEqual(
				started,
			);
			expect(server.executions).toMatchObject([
				[{ json: { event, kind: 'live', id, status: 'done' } }],
			]);
			expect(gladia.requested()).toEqual([`GET /v2/live/${id}`]);
		},
	);

	it('that consists of content only needs a token', async () => {
		const server = await gladia.trigger(all);
		const { id } = freshLive();
		for (const event of ['live.transcript', 'live.speech_start', 'live.dream_analysis']) {
			const body = { id, event, payload: { data: { is_final: true } } };
			expect(await call({ url: server.url, body })).toEqual(unauthorized);
		}
		expect(server.executions).toEqual([]);
		expect(gladia.requested()).toEqual([]);
	});

	it('costs no request when it is not chosen', async () => {
		const server = await gladia.trigger({});
		const answer = await sendUnsigned(server, 'transcription.created', fresh().id);
		expect(answer).toEqual({ status: 200, message: 'This event is not chosen in the trigger' });
		expect(gladia.requested()).toEqual([]);
	});
});

describe('A stranger', () => {
	it('who guesses ids is refused, with one request per id', async () => {
		const server = await gladia.trigger(all);
		const ids = [randomUUID(), randomUUID()];
		for (const event of [success, 'transcription.error', success]) {
			const answers = await Promise.all(
				Array.from({ length: 20 }, async (_, n) => await sendUnsigned(server, event, ids[n % 2]!)),
			);
			expect(answers).toEqual(answers.map(() => unauthorized));
		}
		expect(server.executions).toEqual([]);
		expect(gladia.requested().toSorted()).toEqual(
			ids.map((id) => `GET /v2/pre-recorded/${id}`).toSorted(),
		);
	});

	it('who guesses many ids is postponed, and cannot use up the rate limit', async () => {
		const server = await gladia.trigger({ ...all, options: { maxWait: 1 } }, FLOODED_KEY);
		const began = Date.now();
		const answers = await Promise.all(
			Array.from({ length: 300 }, async () => await sendUnsigned(server, success, randomUUID())),
		);
		expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 503]));
		const seconds = Math.ceil((Date.now() - began) / 1000);
		expect(gladia.requested().length).toBeLessThanOrEqual(30 + seconds);
		expect(server.executions).toEqual([]);
	});

	it('who knows the id of a session cannot block its true event with one of the other kind', async () => {
		const server = await gladia.trigger(all);
		const sessions = [freshLive(), freshLive()];
		for (const { id } of sessions)
			expect(await sendUnsigned(server, success, id)).toEqual(unauthorized);
		for (const { id } of sessions)
			expect(await sendUnsigned(server, 'live.end_session', id)).toEqual(started);
		expect(server.executions.map(([item]) => item?.json.id)).toEqual(sessions.map(({ id }) => id));
	});

	it('who knows ids of old jobs cannot use up the rate limit with them', async () => {
		const server = await gladia.trigger({ ...all, options: { maxWait: 0.5 } }, FLOODED_KEY);
		const old = [fresh({ completed_at: hoursAgo(25) }), fresh({ completed_at: hoursAgo(25) })];
		const began = Date.now();
		for (let n = 0; n < 100; n++) {
			const { status } = await sendUnsigned(server, success, old[n % 2]!.id);
			expect([401, 503]).toContain(status);
			if (status === 503) break;
		}
		const seconds = Math.ceil((Date.now() - began) / 1000);
		expect(gladia.requested().length).toBeLessThanOrEqual(30 + seconds);
		expect(server.executions).toEqual([]);
	});

	it('who repeats an event that came signed starts nothing', async () => {
		const server = await gladia.trigger(all);
		for (const { id } of [fresh(), fresh()]) {
			const body = webhookBody(success, id);
			expect(await call({ url: server.url, body, headers: signedBySvix(body) })).toEqual(started);
			expect(await sendUnsigned(server, success, id)).toEqual(before);
		}
		expect(server.executions).toHaveLength(2);
	});

	it('who sends many copies of an event cannot keep them all waiting for Gladia', async () => {
		const server = await gladia.trigger(all);
		const ids = [fresh().id, fresh().id];
		gladia.sandbox().failNext({ kind: 'delay', delayMs: 8_000, times: 2 });
		const answers: number[] = [];
		await Promise.all(
			Array.from({ length: 300 }, async (_, n) => {
				answers.push((await sendUnsigned(server, success, ids[n % 2]!)).status);
			}),
		);
		expect(answers.slice(0, 100)).toEqual(Array.from({ length: 100 }, () => later.status));
		await until(() => server.executions.length === 2);
		expect(server.executions).toHaveLength(2);
	});

	it.each(['.', '..', '../pre-recorded', 'a/b', '%2e%2e', 'a b'])(
		'cannot redirect a request with the id %j',
		async (id) => {
			const server = await gladia.trigger(all);
			expect(await sendUnsigned(server, success, id)).toEqual(unauthorized);
			const body = webhookBody(success, id);
			const headers = signedBySvix(body);
			expect(await call({ url: server.url, body, headers })).toEqual(started);
			expect(server.executions).toMatchObject([
				[{ json: { id, error: { message: 'The transcription was not found at Gladia' } } }],
			]);
			expect(gladia.requested()).toEqual([]);
		},
	);

	it('learns nothing from a refusal; the reason is in the log', async () => {
		const warn = jest.spyOn(Container.get(Logger), 'warn').mockImplementation();
		const server = await gladia.trigger(all);
		const headers = signedBySvix(webhookBody(success, 'job-1'), {
			secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
		});
		const answers = [
			await call({ url: server.url, body: webhookBody(success, 'job-1'), headers }),
			await sendUnsigned(server, success, randomUUID()),
			await sendUnsigned(server, success, fresh({ completed_at: hoursAgo(25) }).id),
			await sendUnsigned(server, 'live.speech_end', randomUUID()),
			await call({ url: server.url, body: { hello: 'world' } }),
		];
		expect(answers).toEqual(answers.map(() => unauthorized));
		const reasons = warn.mock.calls.map(([text]) => text);
		warn.mockRestore();
		expect(reasons).toEqual([
			expect.stringMatching(
				/^Gladia Trigger 'Gladia Trigger': The signature of a webhook does not match/,
			),
			expect.stringMatching(/The API does not know the job/),
			expect.stringMatching(/is older than 'Confirmation Window'/),
			expect.stringMatching(/the API cannot confirm its content/),
			expect.stringMatching(/neither proof nor an event$/),
		]);
	});
});

describe('A job', () => {
	it('with another outcome confirms nothing', async () => {
		const server = await gladia.trigger(all);
		const failed = fresh({ status: 'error', error_code: 422, result: null });
		expect(await sendUnsigned(server, success, failed.id)).toEqual(unauthorized);
		expect(await sendUnsigned(server, 'transcription.error', fresh().id)).toEqual(unauthorized);
		expect(server.executions).toEqual([]);
	});

	it('confirms an event for 24 hours, or for the window that is set', async () => {
		const { id } = fresh({ completed_at: hoursAgo(25) });
		const usual = await gladia.trigger({});
		const patient = await gladia.trigger({ options: { confirmationWindow: 26 } });
		expect(await sendUnsigned(usual, success, id)).toEqual(unauthorized);
		expect(await sendUnsigned(patient, success, id)).toEqual(started);
	});

	it('that is still running for the API is checked again', async () => {
		const server = await gladia.trigger({});
		const id = await startJob(gladia.sandbox().url);
		expect(await sendUnsigned(server, success, id)).toEqual(started);
		expect(server.executions).toMatchObject([[{ json: { id, status: 'done' } }]]);
	});

	it('confirms its event by itself after an answer of 503, and once only', async () => {
		const server = await gladia.trigger({});
		const { id } = fresh();
		gladia.sandbox().failNext({ kind: 'status', status: 503, times: 2 });
		expect(await sendUnsigned(server, success, id)).toEqual(later);
		await until(() => server.executions.length > 0);
		expect(server.executions).toMatchObject([[{ json: { id, status: 'done' } }]]);
		expect(await sendUnsigned(server, success, id)).toEqual(before);
	});
});

describe('An event that was confirmed', () => {
	it('starts nothing again after a restart, while its job is recent', async () => {
		const staticData = {};
		const credentials = { baseUrl: gladia.sandbox().url };
		const id = randomUUID();
		const jobs = Array.from({ length: 6 }, () => fresh());
		const sendAll = async (server: TriggerServer) =>
			await Promise.all(jobs.map(async (job) => await sendUnsigned(server, success, job.id)));
		const server = await triggerServer({ credentials, staticData, id });
		expect(await sendAll(server)).toEqual(jobs.map(() => started));
		await server.deactivate();
		const restarted = await triggerServer({ credentials, staticData, id });
		expect(await sendAll(restarted)).toEqual(jobs.map(() => before));
		expect(await sendUnsigned(restarted, success, fresh().id)).toEqual(started);
		await restarted.deactivate();
		expect(await sendAll(await triggerServer({ credentials, staticData, id }))).toEqual(
			jobs.map(() => before),
		);
	});

	it('starts the workflow when it arrives again, if n8n could not start it', async () => {
		const server = await gladia.trigger({});
		const { id } = fresh();
		server.failStarts(1);
		expect(await sendUnsigned(server, success, id)).toMatchObject({ status: 500 });
		expect(await sendUnsigned(server, success, id)).toEqual(started);
		expect(await sendUnsigned(server, success, id)).toEqual(before);
		expect(server.executions).toHaveLength(1);
	});
});

describe('Require Signature', () => {
	const foreign = { secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' };

	it('refuses what only the API could confirm', async () => {
		const server = await gladia.trigger({ options: { verifySignature: true } });
		const body = webhookBody(success, fresh().id);
		expect(await call({ url: server.url, body })).toEqual(unauthorized);
		expect(gladia.requested()).toEqual([]);
		expect(await call({ url: server.url, body, headers: signedBySvix(body) })).toEqual(started);
	});

	it('if off, leaves the decision to the API, whatever the signature', async () => {
		const server = await gladia.trigger({ options: { verifySignature: false } });
		const body = webhookBody(success, fresh().id);
		const headers = signedBySvix(body, foreign);
		expect(await call({ url: server.url, body, headers })).toEqual(started);
		const unknown = webhookBody(success, randomUUID());
		expect(await call({ url: server.url, body: unknown })).toEqual(unauthorized);
	});

	it('if not set, refuses a wrong signature, and needs no secret for events that can be confirmed', async () => {
		const { url } = gladia.sandbox();
		const body = webhookBody(success, fresh().id);
		const headers = signedBySvix(body, foreign);
		const withSecret = await triggerServer({ credentials: { baseUrl: url } });
		expect(await call({ url: withSecret.url, body, headers })).toEqual(unauthorized);
		const without = await triggerServer({ credentials: { baseUrl: url, webhookSecret: '' } });
		expect(await call({ url: without.url, body, headers })).toEqual(started);
	});
});
