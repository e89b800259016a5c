import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { call, webhookBody } from './support/calls';
import { FLOODED_KEY, started, useGladia } from './support/sandboxTrigger';
import type { TriggerServer } from './support/triggerServer';

const unauthorized = { status: 401, message: 'Unauthorized' };
const later = { status: 503, message: 'The event cannot be handled yet' };
const success = 'transcription.success';
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const times = () => ({ created_at: minutesAgo(6), completed_at: minutesAgo(0) });

/** Longer than an id that was unknown once is left alone, and shorter than the 5 s of Svix. */
const FIRST_PAUSE = 3_200;

const gladia = useGladia();
const fresh = () => gladia.sandbox().seedJob(times());
const freshLive = () => gladia.sandbox().seedLiveJob(times());
const sendUnsigned = async ({ url }: TriggerServer, event: string, id: string) =>
	await call({ url, body: webhookBody(event, id) });

describe('An id that the API does not know', () => {
	it.each([404, 403])('is looked up again when its event arrives again (%d)', async (status) => {
		const server = await gladia.trigger({ events: ['all'] });
		const ids = [fresh().id, fresh().id];
		gladia.sandbox().failNext({ kind: 'status', status, times: 2 });
		for (const id of ids) expect(await sendUnsigned(server, success, id)).toEqual(unauthorized);
		await sleep(FIRST_PAUSE);
		for (const id of ids) expect(await sendUnsigned(server, success, id)).toEqual(started);
		expect(server.executions).toMatchObject(ids.map((id) => [{ json: { id, status: 'done' } }]));
	});

	it('is looked up less and less often', async () => {
		const server = await gladia.trigger({ events: ['all'] });
		const ids = [randomUUID(), randomUUID()];
		for (let round = 0; round < 3; round++) {
			if (round > 0) await sleep(FIRST_PAUSE);
			for (const id of ids)
				expect(await sendUnsigned(server, 'transcription.created', id)).toEqual(unauthorized);
		}
		const asked = ids.map((id) => `GET /v2/pre-recorded/${id}`);
		expect(gladia.requested()).toEqual([...asked, ...asked]);
	});

	it.each(['success', 'error'])(
		'is looked up among both kinds for a short event name (%s)',
		async (event) => {
			const server = await gladia.trigger({ events: ['all'] });
			const ids = [randomUUID(), randomUUID()];
			for (const id of [...ids, ...ids])
				expect(await sendUnsigned(server, event, id)).toEqual(unauthorized);
			expect(gladia.requested()).toEqual(
				ids.flatMap((id) => [`GET /v2/pre-recorded/${id}`, `GET /v2/live/${id}`]),
			);
		},
	);
});

describe('An event with a short name', () => {
	it('is confirmed by a session as well', async () => {
		const server = await gladia.trigger({ events: ['all'] });
		const jobs = [freshLive(), fresh()];
		for (const { id } of jobs) expect(await sendUnsigned(server, 'success', id)).toEqual(started);
		expect(server.executions).toMatchObject(
			jobs.map(({ id }, n) => [
				{ json: { event: success, kind: n === 0 ? 'live' : 'pre-recorded', id, status: 'done' } },
			]),
		);
		expect(gladia.requested()).toEqual([
			`GET /v2/pre-recorded/${jobs[0]?.id}`,
			`GET /v2/live/${jobs[0]?.id}`,
			`GET /v2/pre-recorded/${jobs[1]?.id}`,
		]);
	});

	it('is filtered by the kind of job that the API reports', async () => {
		const server = await gladia.trigger({ events: ['all'], filters: { jobKind: 'live' } });
		const [session, file] = [freshLive(), fresh()];
		const notChosen = { status: 200, message: 'This event is not chosen in the trigger' };
		expect(await sendUnsigned(server, 'success', file.id)).toEqual(notChosen);
		expect(await sendUnsigned(server, 'success', session.id)).toEqual(started);
		expect(server.executions).toMatchObject([[{ json: { id: session.id, kind: 'live' } }]]);
	});
});

describe('200 made-up ids', () => {
	it('do not block a true event: it is accepted a second later', async () => {
		const server = await gladia.trigger({ events: ['all'] }, FLOODED_KEY);
		const began = Date.now();
		const answers = await Promise.all(
			Array.from({ length: 200 }, async () => await sendUnsigned(server, success, randomUUID())),
		);
		const turnedAway = answers.filter(({ status }) => status === 503);
		expect(turnedAway).toEqual(turnedAway.map(() => later));
		expect(turnedAway.length).toBeGreaterThan(150);
		expect(answers.filter(({ status }) => status !== 503)).toEqual(
			Array.from({ length: 200 - turnedAway.length }, () => unauthorized),
		);
		const jobs = [fresh(), fresh()];
		for (const { id } of jobs) {
			await sleep(1_100);
			expect(await sendUnsigned(server, success, id)).toEqual(started);
			expect(server.answers.at(-1)?.after).toBeLessThan(5_000);
		}
		// One lookup per second for all of them would take 170 s.
		expect(Date.now() - began).toBeLessThan(60_000);
		expect(server.executions).toMatchObject(jobs.map(({ id }) => [{ json: { id } }]));
	});
});
