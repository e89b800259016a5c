import { randomUUID } from 'node:crypto';
import { outputOf } from '../../demo/execution';
import type { N8nRest } from '../../demo/n8nRest';
import type { Play } from '../../sandbox/sandbox';
import { GLADIA } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';
import type { Setup } from './sleeper';
import { audioUrls, expectItems, jobOf, post, Sleeper, untilAsleep } from './sleeper';
import { until } from './until';

jest.setTimeout(120_000);

const FOR_EVER = 600;
const urls = audioUrls(2);
let rest: N8nRest;
let sleeper: Sleeper;

beforeAll(async () => {
	rest = await connectToHost();
});
afterEach(async () => await sleeper.sandbox.close());

async function open(setup: Setup = {}, list = urls, plays: Play[] = []): Promise<Sleeper> {
	sleeper = await Sleeper.open(rest, list, setup);
	for (const play of plays) sleeper.sandbox.playNext(play);
	return sleeper;
}

const results = () => urls.map((url, item) => sleeper.result(url, item));
const statusOf = async (id: string) => (await rest.execution(id)).status;
const success = (url = urls[0]) => ({
	id: jobOf(sleeper.sandbox, url)?.id,
	event: 'transcription.success',
	payload: { transcription: { full_transcript: 'What a stranger says' } },
});

describe('a callback', () => {
	it.each<[string, Play]>([
		['comes before the job is confirmed', { kind: 'early' }],
		['comes before the API knows that the job is done', { kind: 'early', whileRunning: true }],
		['comes late', { kind: 'late', delayMs: 3_000 }],
		['comes twice', { kind: 'twice' }],
		['comes in 5 copies at once', { kind: 'parallel', copies: 5 }],
		['was changed on its way', { kind: 'tampered' }],
		['for another job comes first', { kind: 'forged', thenGenuine: true }],
	])('that %s loses, doubles and changes nothing', async (_, play) => {
		await open({ jobSeconds: 3 }, urls, [{ ...play, times: 2 }]);
		expectItems(await sleeper.run(), results());
		expect(sleeper.starts).toBe(2);
	});

	it('that comes before n8n has stored the execution, and only once, is not missed', async () => {
		await open({ jobSeconds: 0, retryDelaysMs: [] }, urls, [{ kind: 'early', times: 2 }]);
		const execution = await sleeper.run();
		expect(sleeper.sandbox.deliveries.map(({ state }) => state)).toEqual(['given-up', 'given-up']);
		expectItems(execution, results());
	});

	it('need not come again when the API gives no answer just then', async () => {
		await open({ jobSeconds: 10, retryDelaysMs: [] });
		const id = await sleeper.park();
		await sleeper.untilLooked();
		const fault = { kind: 'status', status: 503, method: 'GET', path: '/v2/pre-recorded' } as const;
		sleeper.sandbox.failNext({ ...fault, times: 6 });
		expectItems(await rest.waitForExecution(id, 60_000), results());
		expect(sleeper.sandbox.deliveries.map(({ status, tries }) => [status, tries])).toEqual([
			[200, 1],
			[200, 1],
		]);
	});

	it('that is larger than n8n accepts wakes up all the same', async () => {
		// The jobs end after the node's own look, which would wake it up without the call.
		await open({ jobSeconds: 10 }, urls, [{ kind: 'never', times: 2 }]);
		const id = await sleeper.park();
		await sleeper.untilLooked();
		await sleeper.untilJobsDone();
		const body = { ...success(), filling: 'x'.repeat(17_000_000) };
		expect(await post(sleeper.callbackUrl(), body)).toBe(200);
		expectItems(await rest.waitForExecution(id, 60_000), results());
	});
});

describe('a call that nobody should believe', () => {
	it.each<[string, (url: URL) => URL | string, unknown, number]>([
		[
			'names a job of nobody',
			(url) => url,
			{ id: randomUUID(), event: 'transcription.success', payload: {} },
			404,
		],
		['has no signature', (url) => url.origin + url.pathname, {}, 401],
		[
			'has a wrong signature',
			(url) => url.href.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')),
			{},
			401,
		],
		['is for another node', (url) => url.href.replace(`/${GLADIA}?`, '/other?'), {}, 404],
		['is no JSON', (url) => url, '{ "id": ', 200],
		['is empty', (url) => url, '', 200],
		['is a list', (url) => url, [1, 2], 200],
		['is null', (url) => url, 'null', 200],
	])('because it %s, wakes nobody up', async (_, urlOf, body, status) => {
		await open({ jobSeconds: FOR_EVER });
		const id = await sleeper.park();
		const url = urlOf(new URL(sleeper.callbackUrl()));
		expect(await post(String(url), body)).toBe(status);
		expect(await statusOf(id)).toBe('waiting');
	});

	it('because the job it calls done still runs, ends no sleep, and the true one counts', async () => {
		await open({ jobSeconds: 8 });
		const id = await sleeper.park();
		// What it brought is kept in case the API keeps nothing of the job.
		expect(await post(sleeper.callbackUrl(urls[0]), success())).toBe(200);
		await untilAsleep(rest, id);
		expectItems(await rest.waitForExecution(id, 60_000), results());
	});

	it('because the execution was stopped, wakes nobody up', async () => {
		await open({ jobSeconds: 4 });
		const id = await sleeper.park();
		await rest.stop(id);
		await sleeper.untilJobsDone();
		await until('both jobs called back', () => sleeper.sandbox.deliveries.length === 2);
		await sleeper.untilCallbacksAnswered();
		const execution = await rest.execution(id);
		expect(execution.status).toBe('canceled');
		expect(outputOf(execution, GLADIA)).toEqual([]);
		expect(sleeper.sandbox.deliveries.map(({ status }) => status)).not.toContain(200);
	});
});

describe('an account where Gladia keeps nothing', () => {
	it.each([1, 3])('gets the results of %d items from the callbacks themselves', async (count) => {
		const list = audioUrls(count);
		await open({ zeroDataRetention: true, jobSeconds: 3 }, list);
		const id = await sleeper.park();
		const ids = list.map((url) => jobOf(sleeper.sandbox, url)?.id);
		const execution = await rest.waitForExecution(id, 60_000);
		const told = (job: string | undefined) => {
			const { body } = sleeper.sandbox.deliveries.find(({ jobId }) => jobId === job) ?? {};
			const { transcription, metadata } = body?.payload as unknown as Told;
			return { text: transcription.full_transcript, duration: metadata.audio_duration };
		};
		expectItems(
			execution,
			ids.map((job, item) => ({
				json: {
					id: job,
					status: 'done',
					filename: null,
					audio_duration: told(job).duration,
					languages: ['en'],
					speaker_count: null,
					full_transcript: told(job).text,
					summary: null,
					custom_metadata: null,
					failed_add_ons: [],
				},
				pairedItem: { item },
			})),
		);
		expect(sleeper.starts).toBe(count);
	});

	it('gets the result of a job that ended in the first look', async () => {
		const parameters = { limits: { pollFirstSeconds: 3 } };
		await open({ zeroDataRetention: true, jobSeconds: 0.5, parameters }, urls.slice(0, 1));
		const execution = await sleeper.run();
		expect(execution.status).toBe('success');
		expect(outputOf(execution, GLADIA).map(({ json }) => json.status)).toEqual(['done']);
	});
});

interface Told {
	transcription: { full_transcript: string };
	metadata: { audio_duration: number };
}
