import { randomUUID } from 'node:crypto';
import type { IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import { untilKnownAwake } from './resumeGuard';
import { callAfterEarlyEnd } from './n8nWorkarounds/selfCall';
import type { Asleep } from './suspendedItem';
import { parentGoesOnEarly, resumesOnce, sleepInSteps } from './n8nWorkarounds/timerEntry';

/** How far an item of a node run has come. */
export interface Settled {
	/** What the item yields now: nothing while its job runs. */
	output: INodeExecutionData[];
	/** Set when the item wants to sleep. */
	sleep?: {
		/** Deadline in milliseconds since 1970. */
		until: number;
		/** Address at which the execution is woken up, the same for all items. */
		url: string;
		/** How many steps of the timer are over, the same for all items. */
		step: number;
	};
	/** Makes the item ready for the sleep, also when only others want it. */
	mark: (asleep: Asleep) => void;
}

const MINUTE = 60_000;
/**
 * Lengths of the steps in which an execution sleeps, in minutes, the last one again and again: a job
 * whose callback was lost is found at the end of one. n8n looks at its timers once a minute.
 */
const STEPS = [1, 2, 5, 10, 20, 30];
/** Where a timer may resume an execution that runs already, it must seldom be set when a call comes. */
const FEW_STEPS = [30];

/** What n8n does with 'Retry On Fail': tries by default, fewest and most. */
const TRIES = 3;
const FEWEST_TRIES = 2;
const MOST_TRIES = 5;

/** Decides for the items of one node run whether the execution is put to sleep. */
export class Sleep {
	private readonly entered = new Set<number>();

	private readonly settled = new Map<number, Settled>();

	private tries = 1;

	constructor(private readonly itemCount: number) {}

	/** Tells that work on an item begins. The second time n8n makes another try with all items. */
	enter(itemIndex: number): void {
		if (this.entered.has(itemIndex)) {
			this.entered.clear();
			this.settled.clear();
			this.tries++;
		}
		this.entered.add(itemIndex);
	}

	/** Whether an item has come as far as `settle` in this try. */
	hasSettled(itemIndex: number): boolean {
		return this.settled.has(itemIndex);
	}

	/**
	 * Puts the execution to sleep if any item asks for it, once every item has got so far: n8n would
	 * keep an execution that is to sleep and fails in a state between the two.
	 */
	async settle(context: IExecuteSingleFunctions, item: Settled): Promise<void> {
		this.settled.set(context.getItemIndex(), item);
		// Where failures do not stop the workflow, n8n answers for items whose parameters it cannot
		// read, and they never get here.
		const expected = context.continueOnFail() ? this.entered.size : this.itemCount;
		if (this.settled.size < expected || this.isTriedAgain(context)) return;
		const all = [...this.settled.values()];
		const sleeps = all.flatMap(({ sleep }) => sleep ?? []);
		const [first] = sleeps;
		if (first === undefined) return;
		await untilKnownAwake(context);
		const { step, url } = first;
		const deadline = Math.max(...sleeps.map(({ until }) => until));
		const steps = resumesOnce(context) ? STEPS : FEW_STEPS;
		const length = (steps[step] ?? 30) * MINUTE;
		const wakeAt = parentGoesOnEarly(context) ? deadline : Math.min(deadline, Date.now() + length);
		const asleep = { id: randomUUID(), step, wakeAt, deadline };
		for (const { mark } of all) mark(asleep);
		await sleepInSteps(context, asleep);
		callAfterEarlyEnd(context, url, asleep.id);
	}

	/** With 'Retry On Fail' n8n runs all items again when the first that comes out is an error. */
	private isTriedAgain(context: IExecuteSingleFunctions): boolean {
		const { retryOnFail, maxTries } = context.getNode();
		const tries = Math.min(MOST_TRIES, Math.max(FEWEST_TRIES, maxTries || TRIES));
		if (retryOnFail !== true || this.tries >= tries) return false;
		const inOrder = [...this.settled].sort(([one], [other]) => one - other);
		const [first] = inOrder.flatMap(([, { output }]) => output);
		return Boolean(first?.json.error);
	}
}
