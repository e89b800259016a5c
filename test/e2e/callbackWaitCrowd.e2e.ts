import type { Execution } from '../../demo/execution';
import { outputOf } from '../../demo/execution';
import type { N8nRest } from '../../demo/n8nRest';
import type { Collector } from './collector';
import { startCollector } from './collector';
import { GLADIA, TRIGGER } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';
import { audioUrls, connect, NEXT, post, runsOfNext, secondGladia, Sleeper } from './sleeper';
import { until } from './until';

jest.setTimeout(300_000);

let rest: N8nRest;
let sleeper: Sleeper;

beforeAll(async () => {
	rest = await connectToHost();
});
afterEach(async () => await sleeper.sandbox.close());

const nameOf = (url: string) => url.split('/').pop();
const filenames = (execution: Execution, node: string) =>
	outputOf(execution, node).map(({ json }) => json.filename);

/** An execution after its end, and after all calls that could have made it go on once more. */
async function endOf(id: string): Promise<Execution> {
	await rest.waitForExecution(id, 120_000);
	await sleeper.untilCallbacksAnswered();
	return await rest.waitForExecution(id, 120_000);
}

/** Time from the end of the last job to the run of the next node, in seconds. */
function delayOf(execution: Execution): number {
	const ends = sleeper.sandbox.jobs().map((job) => Date.parse(job.completed_at ?? ''));
	const [next] = execution.data.resultData.runData[NEXT] ?? [];
	return ((next?.startTime ?? 0) - Math.max(...ends)) / 1000;
}

describe('jobs of one execution that end together', () => {
	it.each([2, 5, 20, 100])('wake it up once, with %d items', async (count) => {
		const urls = audioUrls(count);
		sleeper = await Sleeper.open(rest, urls, { jobSeconds: 4, concurrentJobs: 300 });
		const execution = await endOf(await sleeper.start());
		expect(execution.status).toBe('success');
		expect(filenames(execution, GLADIA)).toEqual(urls.map(nameOf));
		expect(runsOfNext(execution)).toBe(1);
		expect(sleeper.starts).toBe(count);
		expect(sleeper.questions / count).toBeLessThanOrEqual(5);
		const answers = sleeper.sandbox.deliveries.map(({ status }) => status);
		console.info(
			`${count} items: ${sleeper.questions / count} questions per item, next node ${delayOf(execution)} s after the last job, answers ${[...new Set(answers)].join()}`,
		);
	});

	it('wake it up once before a second node that sleeps, though every call comes three times', async () => {
		const urls = audioUrls(5);
		sleeper = await Sleeper.open(rest, urls, { jobSeconds: 3 });
		sleeper.sandbox.playNext({ kind: 'parallel', copies: 3, times: 10 });
		sleeper.workflow.nodes.push(secondGladia(sleeper));
		connect(sleeper.workflow, [TRIGGER, GLADIA], [GLADIA, 'Second'], ['Second', NEXT]);
		const execution = await endOf(await sleeper.start());
		expect(execution.status).toBe('success');
		expect(filenames(execution, 'Second')).toEqual(urls.map(nameOf));
		expect(runsOfNext(execution)).toBe(1);
		expect(sleeper.starts).toBe(10);
	});

	it('come out once in each round of a loop, though every call comes three times', async () => {
		const urls = audioUrls(6);
		sleeper = await Sleeper.open(rest, urls, { jobSeconds: 3 });
		sleeper.sandbox.playNext({ kind: 'parallel', copies: 3, times: 6 });
		sleeper.workflow.nodes.push({
			id: 'Loop',
			name: 'Loop',
			type: 'n8n-nodes-base.splitInBatches',
			typeVersion: 3,
			position: [0, 0],
			parameters: { batchSize: 2 },
		});
		connect(
			sleeper.workflow,
			[TRIGGER, 'Loop'],
			['Loop', GLADIA, 1],
			[GLADIA, 'Loop'],
			['Loop', NEXT],
		);
		const execution = await rest.waitForExecution(await sleeper.start(), 120_000);
		expect(execution.status).toBe('success');
		expect(filenames(execution, NEXT)).toEqual(urls.map(nameOf));
		expect(execution.data.resultData.runData[GLADIA]).toHaveLength(3);
		expect(sleeper.starts).toBe(6);
	});
});

describe('a callback that is lost', () => {
	it('is made up for by the timer, when n8n cannot call itself either', async () => {
		const urls = audioUrls(2);
		sleeper = await Sleeper.open(rest, urls, { jobSeconds: 20, retryDelaysMs: [] });
		sleeper.sandbox.playNext({ kind: 'never', times: 2 });
		const execution = await rest.waitForExecution(await sleeper.start(), 150_000);
		expect(execution.status).toBe('success');
		expect(filenames(execution, GLADIA)).toEqual(urls.map(nameOf));
		expect(runsOfNext(execution)).toBe(1);
		expect(execution.data.resultData.runData[GLADIA]).toHaveLength(1);
		expect(sleeper.starts).toBe(2);
		console.info(`lost callback: next node ${delayOf(execution)} s after the last job`);
	});
});

describe('100 executions that sleep at once, each job called back once', () => {
	let collector: Collector;
	beforeAll(async () => {
		collector = await startCollector();
	});
	afterAll(async () => await collector.close());

	it('all wake up, each once', async () => {
		sleeper = await Sleeper.open(rest, [], {
			jobSeconds: 8,
			concurrentJobs: 300,
			retryDelaysMs: [],
		});
		const { id, path } = await sleeper.activate(collector.url);
		const urls = audioUrls(100);
		await Promise.all(
			urls.map(async (url) => {
				expect(await post(`${rest.url}/${path}`, { audio: [{ url }] })).toBe(200);
			}),
		);
		const { bodies } = collector;
		await until('100 results have come', () => bodies.length >= 100, 200_000);
		await sleeper.untilCallbacksAnswered();
		const names = bodies.map(({ filename }) => String(filename));
		expect(names.sort()).toEqual(urls.map((url) => String(nameOf(url))).sort());
		expect(sleeper.starts).toBe(100);
		const delays: number[] = [];
		for (const execution of await rest.executionIds(id)) {
			const ended = await rest.execution(execution);
			expect(ended.status).toBe('success');
			const [item] = outputOf(ended, GLADIA);
			const job = sleeper.sandbox.jobs().find((other) => other.id === item?.json.id);
			const [next] = ended.data.resultData.runData[NEXT] ?? [];
			delays.push(((next?.startTime ?? 0) - Date.parse(job?.completed_at ?? '')) / 1000);
		}
		delays.sort((one, other) => one - other);
		const answers = sleeper.sandbox.deliveries.map(({ status }) => status);
		console.info(
			`100 executions: next node ${delays[50]} s (median), ${delays.at(-1)} s (last) after its job; ${answers.filter((status) => status !== 200).length} callbacks not taken; ${sleeper.questions / 100} questions per item`,
		);
		await rest.deactivate(id);
	});
});
