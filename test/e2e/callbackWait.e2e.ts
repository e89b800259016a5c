import type { IDataObject } from 'n8n-workflow';
import type { Execution } from '../../demo/execution';
import { outputOf } from '../../demo/execution';
import type { N8nRest } from '../../demo/n8nRest';
import { GLADIA } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';
import type { Setup } from './sleeper';
import { audioUrls, expectItems, jobOf, Sleeper } from './sleeper';

jest.setTimeout(120_000);

const urls = audioUrls(3);
let rest: N8nRest;
let sleeper: Sleeper;

beforeAll(async () => {
	rest = await connectToHost();
});
afterEach(async () => await sleeper.sandbox.close());

const open = async (list: string[], setup?: Setup) => {
	sleeper = await Sleeper.open(rest, list, setup);
	return sleeper;
};

const results = (list: string[]) => list.map((url, item) => sleeper.result(url, item));

/** The index of the one item whose job the sandbox let fail, and what becomes of the item. */
function failure() {
	const job = sleeper.sandbox.jobs().find(({ status }) => status === 'error');
	const item = urls.indexOf(String(job?.request_params?.audio_url));
	return {
		item,
		json: {
			error: `Gladia could not transcribe the audio [Item ${item}]`,
			details: {
				description: `The job ended with error code 503. Check that the audio can be played and contains speech. Transcription ID: ${job?.id}`,
				transcription_id: job?.id,
				request_id: job?.request_id,
				error_code: 503,
			},
		},
	};
}

/** Output of a node that goes on: the results, and among them the failure's item. */
function mixed() {
	const { item, json } = failure();
	return urls.map((url, index) =>
		index === item ? { json, pairedItem: { item } } : sleeper.result(url, index),
	);
}

describe('Gladia Transcribe that sleeps until Gladia calls back', () => {
	it('gives the results of all items in order, without asking meanwhile', async () => {
		await open(urls, { jobSeconds: 10 });
		const id = await sleeper.park();
		const asleep = [...sleeper.sandbox.requests];
		// The documented look; the next one is a minute later.
		await sleeper.untilLooked();
		const looked = sleeper.sandbox.requests.slice(asleep.length);
		const execution = await rest.waitForExecution(id, 60_000);
		expectItems(execution, results(urls));
		expect(asleep.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
		expect(looked.map(({ method, path }) => `${method} ${path}`)).toEqual([
			`GET /v2/pre-recorded/${jobOf(sleeper.sandbox, urls[2])?.id}`,
		]);
		expect(sleeper.sandbox.jobs()).toHaveLength(3);
	});

	it('links every utterance to its item', async () => {
		await open(urls, { parameters: { output: 'items', itemType: 'utterance' } });
		const items = outputOf(await sleeper.run(), GLADIA);
		const links = items.map(({ json, pairedItem }) => [json.transcription_id, pairedItem]);
		const expected = urls.flatMap((url, item) => {
			const { id, result } = jobOf(sleeper.sandbox, url) ?? {};
			const { utterances } = result?.transcription as { utterances: IDataObject[] };
			return utterances.map(() => [id, { item }]);
		});
		expect(links.length).toBeGreaterThan(3);
		expect(links).toEqual(expected);
	});

	it('answers short jobs in the first look, without sleeping', async () => {
		await open(urls, { jobSeconds: 0.5, parameters: { limits: { pollFirstSeconds: 10 } } });
		expectItems(await sleeper.run(), results(urls));
		// n8n refuses calls for an execution that does not sleep.
		expect(sleeper.sandbox.deliveries.map(({ status }) => status)).not.toContain(200);
		expect(sleeper.starts).toBe(3);
	});

	it('sleeps for the long jobs only, when others are answered in the first look', async () => {
		const limits = { pollFirstSeconds: 3.5 };
		await open(urls, { jobSeconds: 1.5, concurrentJobs: 1, parameters: { limits } });
		expectItems(await sleeper.run(), results(urls));
		expect(sleeper.starts).toBe(3);
	});
});

describe('an item that fails, while others sleep', () => {
	const withFailure = async (setup: Setup): Promise<Execution> => {
		await open(urls, setup);
		sleeper.sandbox.failNext({ kind: 'job-error', errorCode: 503, skip: 1 });
		return await sleeper.run();
	};

	it('stops the workflow, and the error names the jobs', async () => {
		const execution = await withFailure({});
		const { item, json } = failure();
		const jobs = urls.flatMap((url, index) =>
			index === item ? [] : [`item ${index}: ${jobOf(sleeper.sandbox, url)?.id}`],
		);
		expect(execution.status).toBe('error');
		expect(execution.data.resultData.error).toMatchObject({
			message: json.error,
			description: `${json.details.description}\nJobs already started, to be read with Gladia Get Result: ${jobs.join(', ')}`,
		});
		expect(sleeper.starts).toBe(3);
	});

	it('becomes an error item in its place', async () => {
		expectItems(await withFailure({ onError: 'continueRegularOutput' }), mixed());
		expect(sleeper.starts).toBe(3);
	});

	it('goes to the error output', async () => {
		const execution = await withFailure({ onError: 'continueErrorOutput' });
		const { item, json } = failure();
		expectItems(
			execution,
			mixed().filter((_, index) => index !== item),
		);
		// n8n adds the input's fields to the items of an error output.
		const error = { message: json.error, ...json.details };
		const failed = { json: { error, url: urls[item] }, pairedItem: { item } };
		expect(outputOf(execution, GLADIA, 1)).toEqual([failed]);
		expect(sleeper.starts).toBe(3);
	});

	it('is not started again when it failed in the first look', async () => {
		await open(urls, {
			jobSeconds: 1.5,
			concurrentJobs: 1,
			onError: 'continueRegularOutput',
			parameters: { limits: { pollFirstSeconds: 2.5 } },
		});
		sleeper.sandbox.failNext({ kind: 'job-error', errorCode: 503 });
		expectItems(await sleeper.run(), mixed());
		expect(sleeper.starts).toBe(3);
	});

	it('is not started again when Gladia refused it', async () => {
		await open(urls, { onError: 'continueRegularOutput' });
		const refusal = {
			kind: 'status',
			status: 400,
			method: 'POST',
			path: '/v2/pre-recorded',
		} as const;
		sleeper.sandbox.failNext(refusal);
		const execution = await sleeper.run();
		const items = outputOf(execution, GLADIA);
		const refused = urls.findIndex((url) => jobOf(sleeper.sandbox, url) === undefined);
		expectItems(
			execution,
			urls.map((url, item) =>
				item === refused
					? { json: items[item]?.json ?? {}, pairedItem: { item } }
					: sleeper.result(url, item),
			),
		);
		expect(items[refused]?.json).toMatchObject({ details: { status_code: 400 } });
		expect(sleeper.starts).toBe(3);
	});

	it('keeps its place when it failed before anything was sent', async () => {
		const list = ['no url', ...urls.slice(1)];
		await open(list, { onError: 'continueRegularOutput' });
		const execution = await sleeper.run();
		const invalid = {
			json: {
				error: "'Audio URL' is not a web address: no url [Item 0]",
				details: { description: 'Enter a complete address that starts with https:// or http://' },
			},
			pairedItem: { item: 0 },
		};
		expectItems(execution, [
			invalid,
			...list.slice(1).map((url, index) => sleeper.result(url, index + 1)),
		]);
		expect(sleeper.starts).toBe(2);
	});

	it('is tried again first with Retry On Fail, and the others keep their jobs', async () => {
		await open(urls, { onError: 'continueRegularOutput', retryOnFail: true, jobSeconds: 4 });
		const refusal = {
			kind: 'status',
			status: 400,
			method: 'POST',
			path: '/v2/pre-recorded',
		} as const;
		sleeper.sandbox.failNext(refusal);
		const execution = await sleeper.run();
		expect(execution.status).toBe('success');
		expect(outputOf(execution, GLADIA)).toEqual(results(urls));
		expect(sleeper.starts).toBe(4);
		expect(sleeper.sandbox.jobs()).toHaveLength(3);
	});
});
