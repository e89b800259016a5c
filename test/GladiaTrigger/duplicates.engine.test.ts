import { stateCount } from '../../nodes/GladiaTrigger/triggerState';
import { call, sendCallback, sendWebhook, signedBySvix, webhookBody } from './support/calls';
import { triggerServer } from './support/triggerServer';

const body = webhookBody('transcription.created', 'job-1');
const parameters = { events: ['all'] };
const started = { status: 200, message: 'The workflow was started' };
const before = { status: 200, message: 'This event has started the workflow before' };
const notStarted = { status: 500, message: 'could not be started' };

const times = async <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
	await Promise.all(Array.from({ length: count }, async (_, index) => await work(index)));

describe('A delivery that arrives more than once', () => {
	it('starts the workflow once for 200 simultaneous copies', async () => {
		const server = await triggerServer({ parameters });
		const headers = signedBySvix(body);
		const answers = await times(200, async () => await call({ url: server.url, body, headers }));

		expect(server.executions).toHaveLength(1);
		expect(answers.filter(({ message }) => message === started.message)).toHaveLength(1);
		expect(answers.filter(({ message }) => message === before.message)).toHaveLength(199);
	});

	it('starts the workflow once for 200 copies of a callback, by POST and PUT', async () => {
		const server = await triggerServer({ parameters });
		const callback = {
			id: 'job-1',
			event: 'transcription.error',
			error: { code: 1, message: 'x' },
		};
		await times(200, async (n) => await sendCallback(server.url, callback, n % 2 ? 'PUT' : 'POST'));
		expect(server.executions).toHaveLength(1);
	});

	it('is recognized by its Svix id, although time and signature are new', async () => {
		const server = await triggerServer({ parameters });
		const at = new Date(Date.now() - 60_000);
		expect(await sendWebhook(server.url, body, { id: 'msg_1', at })).toEqual(started);
		expect(await sendWebhook(server.url, body, { id: 'msg_1' })).toEqual(before);
		expect(await sendWebhook(server.url, body, { id: 'msg_2' })).toEqual(started);
	});

	it('differs for every job, event and message', async () => {
		const server = await triggerServer({ parameters });
		const utterance = (text: string) => ({
			id: 'live-1',
			event: 'live.transcript',
			payload: { type: 'transcript', data: { is_final: true, utterance: { text } } },
		});
		const failed = (id: string) => ({ id, event: 'transcription.error' });
		const bodies = [utterance('a'), utterance('b'), failed('job-1'), failed('job-2')];
		for (const expected of [started, before]) {
			for (const one of bodies) expect(await sendCallback(server.url, one)).toEqual(expected);
		}
		expect(server.executions).toHaveLength(4);
	});

	it('belongs to one trigger: another trigger starts its own workflow', async () => {
		const [one, other] = [await triggerServer({ parameters }), await triggerServer({ parameters })];
		expect(await sendWebhook(one.url, body, { id: 'msg_1' })).toEqual(started);
		expect(await sendWebhook(other.url, body, { id: 'msg_1' })).toEqual(started);
	});

	it('is not remembered when it was refused', async () => {
		const server = await triggerServer({ parameters });
		const forged = await sendWebhook(server.url, body, {
			id: 'msg_1',
			secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
		});
		expect(forged.status).toBe(401);
		expect(await sendWebhook(server.url, body, { id: 'msg_1' })).toEqual(started);
	});
});

describe('A delivery whose workflow could not be started', () => {
	it('starts it when it arrives again', async () => {
		const server = await triggerServer({ parameters });
		server.failStarts(2);
		const send = async () => await sendWebhook(server.url, body, { id: 'msg_1' });
		expect(await send()).toEqual(notStarted);
		expect(await send()).toEqual(notStarted);
		expect(await send()).toEqual(started);
		expect(await send()).toEqual(before);
		expect(server.executions).toHaveLength(1);
	});

	it('is taken over by one of its copies', async () => {
		const server = await triggerServer({ parameters });
		server.failStarts(3);
		const headers = signedBySvix(body);
		const answers = await times(50, async () => await call({ url: server.url, body, headers }));

		expect(server.executions).toHaveLength(1);
		expect(answers.filter(({ status }) => status === 500)).toHaveLength(3);
		expect(answers.filter(({ message }) => message === before.message)).toHaveLength(46);
	});
});

describe('Deactivation', () => {
	it('clears all state: after reactivation the delivery is new', async () => {
		const atFirst = stateCount();
		const server = await triggerServer({ parameters });
		expect(await sendWebhook(server.url, body, { id: 'msg_1' })).toEqual(started);
		expect(stateCount()).toBe(atFirst + 1);
		await server.deactivate();
		expect(stateCount()).toBe(atFirst);
		expect(await sendWebhook(server.url, body, { id: 'msg_1' })).toEqual(started);
		await server.deactivate();
	});

	it('of the test in the editor does not affect the active workflow', async () => {
		const active = await triggerServer({ parameters, id: 'both' });
		const test = await triggerServer({ parameters, id: 'both', isTest: true });
		expect(await sendWebhook(active.url, body, { id: 'msg_1' })).toEqual(started);
		expect(await sendWebhook(test.url, body, { id: 'msg_1' })).toEqual(started);
		await test.deactivate();
		expect(await sendWebhook(active.url, body, { id: 'msg_1' })).toEqual(before);
		expect(await sendWebhook(test.url, body, { id: 'msg_1' })).toEqual(started);
	});
});
