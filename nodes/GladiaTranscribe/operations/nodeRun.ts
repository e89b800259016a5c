import type { IExecuteSingleFunctions, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { asNodeError } from '../../shared/api/errors';
import { inputFieldOf } from '../../shared/api/inputField';
import type { Outcome } from '../../shared/api/transport';
import type { TranscriptionJob } from '../../shared/api/types';
import { Semaphore } from '../../shared/async/semaphore';
import { itemsOfRun, perNodeRun } from '../../shared/execution/nodeRunState';
import type { OpenStart } from './openStarts';

/** A start after which it is not known whether there is a job. */
interface UnansweredStart extends Pick<OpenStart, 'body' | 'since' | 'sent'> {
	/** How the last request ended. */
	outcome: Outcome;
}

/**
 * What the items of one node run know of each other. n8n hands every item to the node on its own, all
 * at once, and discards the others' results when one fails: the jobs that they have started would be
 * billed and lost, and started again by 'Retry On Fail'.
 */
export class NodeRun {
	/** Ids of started jobs, by their audio (see `audioOf`); kept over the tries of 'Retry On Fail'. */
	readonly jobs = new Map<string, string>();

	/** Starts without an answer, by their audio; kept over the tries of 'Retry On Fail'. */
	readonly unansweredStarts = new Map<string, UnansweredStart>();

	/**
	 * Results that only callbacks brought, by their audio, for another try of 'Retry On Fail': the API
	 * keeps nothing of them.
	 */
	readonly callbackResults = new Map<string, TranscriptionJob>();

	private readonly semaphore: Semaphore;

	private checks: Checks;

	private failures: Array<NodeApiError | NodeOperationError> = [];

	private stop = new AbortController();

	constructor(
		readonly itemCount: number,
		limit: number,
	) {
		this.semaphore = new Semaphore(limit);
		this.checks = new Checks(itemCount);
	}

	/** Fires when an item has failed and the workflow will stop, so that others need not continue. */
	get stopped(): AbortSignal {
		return this.stop.signal;
	}

	/**
	 * Runs an item's checks, and returns once those of all items have passed or one has failed: a mistake
	 * in the last item must not be found after the first has been billed. Check `stopped` afterwards.
	 */
	async check<T>(itemIndex: number, check: () => Promise<T>): Promise<T> {
		if (this.checks.has(itemIndex)) this.startAnotherTry();
		const { checks } = this;
		let passed = false;
		let result: T;
		try {
			result = await check();
			passed = true;
		} finally {
			// Before the waiting items continue, so that they see it.
			if (!passed) this.stop.abort();
			checks.arrive(itemIndex, passed);
		}
		await checks.settled;
		return result;
	}

	/**
	 * Runs `work` within the limit of concurrent jobs.
	 *
	 * @param stopOnFailure whether the workflow will stop if it fails: then the place it frees
	 * must not let another item start a job in vain
	 */
	async withinLimit<T>(stopOnFailure: boolean, work: () => Promise<T>): Promise<T> {
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
	 * Runs work that is pointless once another item has failed, such as waiting.
	 *
	 * @param work gets a context that counts as cancelled then
	 * @returns undefined when it was aborted
	 */
	async whileWanted<T>(
		context: IExecuteSingleFunctions,
		work: (context: IExecuteSingleFunctions) => Promise<T>,
	): Promise<T | undefined> {
		const cancelled = context.getExecutionCancelSignal();
		const signal = AbortSignal.any([this.stopped, ...(cancelled ? [cancelled] : [])]);
		const abortable = Object.create(context, {
			getExecutionCancelSignal: { value: () => signal },
		}) as IExecuteSingleFunctions;
		try {
			return await work(abortable);
		} catch (error) {
			if (this.stopped.aborted && cancelled?.aborted !== true) return undefined;
			throw asNodeError(context, error);
		}
	}

	/** Adds the jobs that are known by now to the failures. */
	nameJobs(): void {
		const jobs = [...this.jobs].map(([audio, id]) => `${audio}: ${id}`).join(', ');
		if (jobs === '') return;
		for (const error of this.failures) {
			const text = (error.description ?? '').replace(/\n?Jobs already started.*$/s, '');
			error.description = `${text}\nJobs already started, to be read with Gladia Get Result: ${jobs}`;
		}
	}

	private startAnotherTry(): void {
		this.checks = new Checks(this.itemCount);
		this.failures = [];
		this.stop = new AbortController();
	}
}

/** Tells apart the audio of a node run, in words: that of an item, or one of several files of an item. */
export function audioOf(context: IExecuteSingleFunctions): string {
	const inputField = inputFieldOf(context);
	const item = `item ${context.getItemIndex()}`;
	return inputField === undefined ? item : `${item} ("${inputField}")`;
}

/** Counts the items whose checks have passed. */
class Checks {
	/** Resolves when all items have passed, or one has failed. */
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

/** The run that an item belongs to; `limit` of concurrent jobs is that of the first item. */
export const nodeRunOf = perNodeRun(
	(context, limit: number) => new NodeRun(itemCountOf(context), limit),
);

function itemCountOf(context: IExecuteSingleFunctions): number {
	// 'Execute Once' cuts the input down without changing the execution data.
	if (context.getNode().executeOnce === true) return 1;
	return itemsOfRun(context).length || 1;
}
