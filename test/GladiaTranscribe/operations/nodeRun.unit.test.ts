import type { IExecuteData, IExecuteSingleFunctions, INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { NodeRun, nodeRunOf } from '../../../nodes/GladiaTranscribe/operations/nodeRun';
import { nodeOf } from '../../support/nodeOf';

const node = nodeOf('gladiaTranscribe');

/** What a context knows of an item's run, as n8n hands it over. */
const contextOf = (
	executeData: IExecuteData,
	data: Partial<INode> = {},
	cancelled?: AbortSignal,
): IExecuteSingleFunctions =>
	({
		getExecuteData: () => executeData,
		getNode: () => ({ ...node, ...data }),
		getItemIndex: () => 0,
		getExecutionCancelSignal: () => cancelled,
	}) as unknown as IExecuteSingleFunctions;

const executeData = (count: number): IExecuteData => ({
	node,
	source: null,
	data: { main: [Array.from({ length: count }, () => ({ json: {} }))] },
});

const failure = (description?: string) => new NodeOperationError(node, 'No', { description });

/** Lets everything run that need not wait. */
const settle = async () => await new Promise((resolve) => setImmediate(resolve));

describe('the checks of a node run', () => {
	it('let no item continue before all have passed', async () => {
		const run = new NodeRun(3, 25);
		const passed: number[] = [];
		const check = async (item: number) => {
			await run.check(item, async () => {});
			passed.push(item);
		};
		const checks = [check(0), check(2)];
		await settle();
		expect(passed).toEqual([]);
		await Promise.all([...checks, check(1)]);
		expect(passed.sort()).toEqual([0, 1, 2]);
		expect(run.stopped.aborted).toBe(false);
	});

	it('return what each has found', async () => {
		const run = new NodeRun(2, 25);
		const checks = ['a', 'b'].map(async (found, item) => await run.check(item, async () => found));
		expect(await Promise.all(checks)).toEqual(['a', 'b']);
	});

	it('let the others go as soon as one has failed, and they see that the workflow stops', async () => {
		const run = new NodeRun(3, 25);
		const waiting = run.check(0, async () => run.stopped);
		const failing = run.check(1, async () => {
			throw failure();
		});
		await expect(failing).rejects.toThrow('No');
		await waiting;
		expect(run.stopped.aborted).toBe(true);
	});

	it("start anew when 'Retry On Fail' comes back to an item, but the jobs stay", async () => {
		const run = new NodeRun(2, 25);
		run.jobs.set('item 1', 'job');
		const error = failure();
		await Promise.allSettled([
			run.check(0, async () => 0),
			run.check(1, async () => await Promise.reject(error)),
		]);
		run.fail(error);
		expect(run.stopped.aborted).toBe(true);
		const [first, second] = [run.check(0, async () => 1), run.check(1, async () => 2)];
		expect(run.stopped.aborted).toBe(false);
		expect(await Promise.all([first, second])).toEqual([1, 2]);
		expect([...run.jobs]).toEqual([['item 1', 'job']]);
	});
});

describe('the limit of concurrent jobs', () => {
	it('lets the next item in when one has ended', async () => {
		const run = new NodeRun(3, 2);
		const started: number[] = [];
		const ends: Array<() => void> = [];
		const work = [0, 1, 2].map(
			async (item) =>
				await run.withinLimit(true, async () => {
					started.push(item);
					await new Promise<void>((resolve) => ends.push(resolve));
				}),
		);
		await settle();
		expect(started).toEqual([0, 1]);
		ends[1]?.();
		await settle();
		expect(started).toEqual([0, 1, 2]);
		ends.forEach((end) => end());
		await Promise.all(work);
		expect(run.stopped.aborted).toBe(false);
	});

	it.each([
		[true, true],
		[false, false],
	])(
		'a failure that stops the workflow (%s) is known before the next item gets in',
		async (stopOnFailure, isStopped) => {
			const run = new NodeRun(2, 1);
			const failing = run.withinLimit(stopOnFailure, async () => {
				throw failure();
			});
			const next = run.withinLimit(stopOnFailure, async () => run.stopped.aborted);
			await expect(failing).rejects.toThrow('No');
			expect(await next).toBe(isStopped);
		},
	);
});

describe('work that is pointless once another item has failed', () => {
	const untilAborted = async (context: IExecuteSingleFunctions) =>
		await new Promise<never>((_, reject) => {
			const signal = context.getExecutionCancelSignal();
			signal?.addEventListener('abort', () => reject(signal.reason));
		});

	it('is aborted by the failure, and yields nothing', async () => {
		const run = new NodeRun(2, 25);
		const work = run.whileWanted(contextOf(executeData(2)), untilAborted);
		run.fail(failure());
		expect(await work).toBeUndefined();
	});

	it('is aborted by the user, which is an error', async () => {
		const run = new NodeRun(2, 25);
		const cancel = new AbortController();
		const work = run.whileWanted(contextOf(executeData(2), {}, cancel.signal), untilAborted);
		cancel.abort(new Error('canceled'));
		await expect(work).rejects.toThrow('canceled');
	});

	it('fails by itself with its own error', async () => {
		const run = new NodeRun(2, 25);
		const work = run.whileWanted(contextOf(executeData(2)), async () => {
			throw failure('own');
		});
		await expect(work).rejects.toMatchObject({ description: 'own' });
	});
});

describe('failures', () => {
	it('name the jobs of all items, also those known later, and each once', () => {
		const run = new NodeRun(3, 25);
		const [first, second] = [failure('Wrong'), failure()];
		run.jobs.set('item 0', 'a');
		run.fail(first);
		run.nameJobs();
		run.jobs.set('item 2', 'c');
		run.fail(second);
		run.nameJobs();
		const named = 'Jobs already started, to be read with Gladia Get Result: item 0: a, item 2: c';
		expect([first.description, second.description]).toEqual([`Wrong\n${named}`, `\n${named}`]);
	});

	it('say nothing of jobs when there are none', () => {
		const run = new NodeRun(1, 25);
		const error = failure('Wrong');
		run.fail(error);
		run.nameJobs();
		expect(error.description).toBe('Wrong');
	});
});

describe('the run of an item', () => {
	it('is the same for all items and tries, and another in the next round of a loop', () => {
		const data = executeData(3);
		const run = nodeRunOf(contextOf(data), 25);
		expect(run.itemCount).toBe(3);
		expect(nodeRunOf(contextOf(data), 25)).toBe(run);
		expect(nodeRunOf(contextOf(executeData(3)), 25)).not.toBe(run);
	});

	it("has one item with 'Execute Once'", () => {
		expect(nodeRunOf(contextOf(executeData(3), { executeOnce: true }), 25).itemCount).toBe(1);
	});
});
