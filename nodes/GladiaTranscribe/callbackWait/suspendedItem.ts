import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/api/types';
import { timedOutData } from '../../shared/execution/timedOut';
import type { StartedJob } from '../operations/startJob';
import { readItemField, removeItemField, writeItemField } from './n8nWorkarounds/itemField';

/**
 * What is known of an item while the execution is suspended. It is kept on the node's own copy of the
 * input item, because that is what n8n stores with the execution.
 */
export type SuspendedItem = SuspendedJob | SuspendedFailure;

/** One suspension of an execution, the same for all its items. */
export interface SuspensionState {
	/** Random; whoever resumes the execution claims the suspension by this id. */
	id: string;
	/** How many steps are over; the steps grow. */
	step: number;
	/** When n8n's timer ends this step, in milliseconds since 1970. */
	stepEnds: number;
	/** When the node stops waiting for results, in milliseconds since 1970. */
	deadline: number;
}

/** Who runs the node again: a call, or n8n's timer at the end of a step. */
export type ResumedBy = 'call' | 'timer';

interface Suspended {
	/** The item's own data, for expressions once the node runs again. */
	input: IDataObject;
	suspension?: SuspensionState;
	/** Set when the node is to run again. Items that n8n passes on to other nodes do not have it. */
	resumedBy?: ResumedBy;
}

/** An item whose job has been started. */
export interface SuspendedJob extends Suspended, StartedJob {
	status: string;
	/** Deadline of this item in milliseconds since 1970. */
	deadline: number;
	/** Set once the job is known to have ended, so that the API is not asked again. */
	ended?: boolean;
	/** The job as its callback reported it, until the API confirms it. */
	callbackResult?: TranscriptionJob;
	/** How often in a row the timer found the job gone without a callback. */
	timesGone?: number;
}

/** An item that failed before the execution was suspended, and is not tried again. */
export interface SuspendedFailure extends Suspended {
	/** Data of its error item. */
	failed: IDataObject;
}

/** What is known of an item, or undefined for one that this node has not suspended. */
export function suspendedItem(item: INodeExecutionData): SuspendedItem | undefined {
	return readItemField(item) as SuspendedItem | undefined;
}

/** The jobs among items, in their order. */
export function suspendedJobs(items: INodeExecutionData[]): SuspendedJob[] {
	return items.flatMap((item) => {
		const suspended = suspendedItem(item);
		return suspended === undefined || 'failed' in suspended ? [] : [suspended];
	});
}

/** The suspension that items are in, or were resumed from. */
export function suspensionOfItems(items: INodeExecutionData[]): SuspensionState | undefined {
	return items.map((item) => suspendedItem(item)?.suspension).find(Boolean);
}

/** The same as `suspendedItem`, but only for an item with which the node is to continue. */
export function resumedItem(item: INodeExecutionData): SuspendedItem | undefined {
	const suspended = suspendedItem(item);
	return suspended?.resumedBy === undefined ? undefined : suspended;
}

/** Prepares an item; its data become what comes out should n8n pass it on without this node. */
export function suspendItem(
	context: IExecuteSingleFunctions,
	suspended: SuspendedItem,
	suspension: SuspensionState,
): void {
	const item = context.getInputData();
	writeItemField(item, { ...suspended, suspension, resumedBy: undefined });
	item.json = 'failed' in suspended ? suspended.failed : timedOutData(suspended);
}

/** Forgets the job of an item, so that another try starts a new one. */
export function forgetJob(context: IExecuteSingleFunctions): void {
	removeItemField(context.getInputData());
}

/**
 * A copy of an item with its own data back, with which the node continues.
 *
 * @param update what has become known of its job
 */
export function resumeItem(
	item: INodeExecutionData,
	resumedBy: ResumedBy,
	update: (job: SuspendedJob) => Partial<SuspendedJob> = () => ({}),
): INodeExecutionData {
	const suspended = suspendedItem(item);
	if (suspended === undefined) return item;
	const resumed = { ...item, json: suspended.input };
	const known = 'failed' in suspended ? {} : update(suspended);
	writeItemField(resumed, { ...suspended, ...known, resumedBy });
	return resumed;
}
