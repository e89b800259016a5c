import type { INode, INodeExecutionData } from 'n8n-workflow';
import type { ResumeBehavior } from './n8nWorkarounds/resumeBehavior';
import { willRetry } from './n8nWorkarounds/retryOnFail';
import type { SuspensionState } from './suspendedItem';

/** How far an item of a node run has come. */
export interface SettledItem {
	/** What the item yields now: nothing while its job runs. */
	output: INodeExecutionData[];
	/** Set when the item asks to be suspended. */
	request?: SuspensionRequest;
	/** Prepares the item for a suspension, also when only others ask for it. */
	suspend: (suspension: SuspensionState) => void;
}

export interface SuspensionRequest {
	/** In milliseconds since 1970. */
	deadline: number;
	/** Address at which the execution is resumed, the same for all items. */
	url: string;
	/** How many steps of the timer are over, the same for all items. */
	step: number;
}

/** What n8n does with failures of a node. */
export interface FailurePolicy {
	continueOnFail: boolean;
	node: Pick<INode, 'retryOnFail' | 'maxTries'>;
}

const MINUTE = 60_000;
/**
 * Lengths of the steps in which an execution is suspended, in minutes, the last one repeated: a job
 * whose callback was lost is found at the end of one. n8n checks its timers once a minute.
 */
const STEPS = [1, 2, 5, 10, 20, 30];
/** Where the timer may resume a running execution, it must rarely be set when a call arrives. */
const FEW_STEPS = [30];
const LAST_STEP = 30;

/** Decides for the items of one node run whether the execution is suspended. */
export class Suspension {
	private readonly entered = new Set<number>();

	private readonly settled = new Map<number, SettledItem>();

	private tries = 1;

	constructor(private readonly itemCount: number) {}

	/** Records that work on an item starts; the second time, n8n tries all items again. */
	enter(itemIndex: number): void {
		if (this.entered.has(itemIndex)) {
			this.entered.clear();
			this.settled.clear();
			this.tries++;
		}
		this.entered.add(itemIndex);
	}

	/** Whether an item has settled in this try. */
	hasSettled(itemIndex: number): boolean {
		return this.settled.has(itemIndex);
	}

	/**
	 * Records how far an item has come. An execution must not be suspended before all its items have
	 * settled: n8n would keep one that is to be suspended and then fails in a state between the two.
	 *
	 * @returns what to suspend the execution for: once all items have settled, and if any asks for it
	 */
	settle(
		itemIndex: number,
		item: SettledItem,
		{ continueOnFail, node }: FailurePolicy,
	): SuspensionRequest | undefined {
		this.settled.set(itemIndex, item);
		// Where failures do not stop the workflow, n8n answers for items whose parameters it cannot
		// read, and they never get here.
		const expected = continueOnFail ? this.entered.size : this.itemCount;
		if (this.settled.size < expected || willRetry(node, this.tries, this.output)) return undefined;
		return lastRequest([...this.settled.values()].flatMap(({ request }) => request ?? []));
	}

	/** Prepares all items. */
	suspendItems(suspension: SuspensionState): void {
		for (const { suspend } of this.settled.values()) suspend(suspension);
	}

	private get output(): INodeExecutionData[] {
		const inOrder = [...this.settled].sort(([one], [other]) => one - other);
		return inOrder.flatMap(([, { output }]) => output);
	}
}

/** One request for all: until the last deadline. Undefined when there is none. */
export function lastRequest(requests: SuspensionRequest[]): SuspensionRequest | undefined {
	const [first] = requests;
	const deadline = Math.max(...requests.map((request) => request.deadline));
	return first && { ...first, deadline };
}

/** When the next step of a suspension ends, in milliseconds since 1970. */
export function stepEnd(
	{ step, deadline }: Pick<SuspensionRequest, 'step' | 'deadline'>,
	{ resumesOnce, resumesParentEarly }: ResumeBehavior,
	now: number,
): number {
	if (resumesParentEarly) return deadline;
	const steps = resumesOnce ? STEPS : FEW_STEPS;
	return Math.min(deadline, now + (steps[step] ?? LAST_STEP) * MINUTE);
}

/** A timer may fire a moment early, in milliseconds. */
const EARLY = 1_000;

/** Whether the node no longer waits for results. */
export function isTimeUp(suspension: SuspensionState | undefined, now = Date.now()): boolean {
	return suspension !== undefined && now >= suspension.deadline - EARLY;
}
