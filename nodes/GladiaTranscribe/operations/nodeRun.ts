import type {
	IExecuteData,
	IExecuteSingleFunctions,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';
import { asNodeError } from '../../shared/execution/itemOperation';
import { Semaphore } from '../../shared/async/semaphore';
import type { Outcome } from '../../shared/api/transport';
import type { OpenStart } from './openStarts';
import { Sleep } from '../callbackWait/suspension';

/** A start after which it is not known whether a job has begun. */
interface UnansweredStart extends Pick<OpenStart, 'body' | 'since' | 'sent'> {
	/** How the last request ended. */
	outcome: Outcome;
}

/**
 * What the items of one node run know of each other. n8n hands every item to the node on its own, all
 * at once, and throws the others' results away when one fails: the jobs they have started would be
 * paid for and lost, and started again by 'Retry On Fail'.
 */
export class NodeRun {
	/** Jobs that were started, by item index; kept over the tries of 'Retry On Fail'. */
	readonly jobs = new Map<number, string>();

	/** Starts that were not answered, by item index; kept over the tries of 'Retry On Fail'. */
	readonly unansweredStarts = new Map<number, UnansweredStart>();

	/** Whether the items let the execution sleep. */
	readonly sleep: Sleep;

	private readonly semaphore: Semaphore;

	private checks: Checks;

	private failures: Array<NodeApiError | NodeOperationError> = [];

	private stop = new AbortController();

	constructor(
		private readonly itemCount: number,
		limit: number,
	) {
		this.sleep = new Sleep(itemCount);
		this.semaphore = new Semaphore(limit);
		this.checks = new Checks(itemCount);
	}

	/** Fires when an item has failed and the workflow will stop, so that others need not go on. */
	get stopped(): AbortSignal {
		return this.stop.signal;
	}

	/**
	 * Runs an item's checks, and returns once those of all items have passed or one has not: a mistake
	 * in the last item must not be found after the first has been billed. Look at `stopped` then.
	 */
	async check<T>(itemIndex: number, check: () => Promise<T>): Promise<T> {
		if (this.checks.has(itemIndex)) this.beginAnotherTry();
		const { checks } = this;
		let passed = false;
		let result: T;
		try {
			result = await check();
			passed = true;
		} finally {
			// Before the waiting items go on, so that they see it.
			if (!passed) this.stop.abort();
			checks.arrive(itemIndex, passed);
		}
		await checks.settled;
		return result;
	}

	/**
	 * Runs `work` within the limit of jobs side by side.
	 *
	 * @param stopOnFailure whether the workflow will stop if it fails: then the slot it frees must
	 * not let another item start a job in vain
	 */
	async withSlot<T>(stopOnFailure: boolean, work: () => Promise<T>): Promise<T> {
		return await this.semaphore.run(async () => {
			let ended = false;
			try {
				const result = await work();
				ended = true;
				return result;
			} finally {
				if (!ended && stopOnFailure) this.stop.abort();
			}
		});
	}

	/**
	 * Records that an item has failed and the workflow stops. The others' jobs are named in the
	 * description of every failure, because n8n shows only the first and drops all outputs.
	 */
	fail(error: NodeApiError | NodeOperationError): void {
		this.failures.push(error);
		this.stop.abort();
	}

	/**
	 * Does something that can be left when another item has failed, such as waiting.
	 *
	 * @param work gets a context that counts as cancelled then
	 * @returns undefined when it was left
	 */
	async whileWanted<T>(
		context: IExecuteSingleFunctions,
		work: (context: IExecuteSingleFunctions) => Promise<T>,
	): Promise<T | undefined> {
		const cancelled = context.getExecutionCancelSignal();
		const signal = AbortSignal.any([this.stopped, ...(cancelled ? [cancelled] : [])]);
		const leavable = Object.create(context, {
			getExecutionCancelSignal: { value: () => signal },
		}) as IExecuteSingleFunctions;
		try {
			return await work(leavable);
		} catch (error) {
			if (this.stopped.aborted && cancelled?.aborted !== true) return undefined;
			throw asNodeError(context, error);
		}
	}

	/** Adds the jobs that are now known to the failures. */
	nameJobs(): void {
		const jobs = [...this.jobs].map(([item, id]) => `item ${item}: ${id}`).join(', ');
		if (jobs === '') return;
		for (const error of this.failures) {
			const text = (error.description ?? '').replace(/\n?Jobs already started.*$/s, '');
			error.description = `${text}\nJobs already started, to be read with Gladia Get Result: ${jobs}`;
		}
	}

	private beginAnotherTry(): void {
		this.checks = new Checks(this.itemCount);
		this.failures = [];
		this.stop = new AbortController();
	}
}

/** Counts the items whose checks have passed. */
class Checks {
	/** Resolves when all items have passed, or one has not. */
	readonly settled: Promise<void>;

	private readonly arrived = new Set<number>();

	private settle: () => void = () => {};

	constructor(private readonly itemCount: number) {
		this.settled = new Promise((resolve) => {
			this.settle = resolve;
		});
	}

	has(itemIndex: number): boolean {
		return this.arrived.has(itemIndex);
	}

	arrive(itemIndex: number, passed: boolean): void {
		this.arrived.add(itemIndex);
		if (!passed || this.arrived.size === this.itemCount) this.settle();
	}
}

/** n8n uses one IExecuteData for all items and all tries of a node run, and a new one in a loop. */
const runs = new WeakMap<IExecuteData, NodeRun>();

/** The run that an item belongs to. */
export function nodeRunOf(context: IExecuteSingleFunctions, limit: number): NodeRun {
	const key = context.getExecuteData();
	const existing = runs.get(key);
	if (existing !== undefined) return existing;
	const run = new NodeRun(itemCountOf(context, key), limit);
	runs.set(key, run);
	return run;
}

function itemCountOf(context: IExecuteSingleFunctions, { data }: IExecuteData): number {
	// 'Execute Once' cuts the input down without telling the execution data.
	if (context.getNode().executeOnce === true) return 1;
	const [connection] = Object.values(data);
	return connection?.[0]?.length ?? 1;
}
