import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/api/types';
import type { StartedJob } from '../operations/startJob';

/**
 * What is known of an item while the execution sleeps. It is kept on the node's own copy of the input
 * item, because that is what n8n stores with the execution.
 */
export type ParkedItem = ParkedJob | ParkedFailure;

/** One sleep of an execution, the same for all its items. */
export interface Asleep {
	/** Random; whoever ends the sleep claims it by this id. */
	id: string;
	/** How many steps of it are over; the steps grow. */
	step: number;
	/** When n8n's timer ends this step, in milliseconds since 1970. */
	wakeAt: number;
	/** When no result is waited for any longer, in milliseconds since 1970. */
	deadline: number;
}

/** Who runs the node again: a call, or n8n's timer at the end of a step. */
export type Waker = 'call' | 'timer';

interface Parked {
	/** The item's own data, for expressions when the node goes on. */
	input: IDataObject;
	asleep?: Asleep;
	/** Set when the node is to go on. Items that n8n hands on to other nodes do not have it. */
	awake?: Waker;
}

/** An item whose job has been started. */
export interface ParkedJob extends Parked, StartedJob {
	status: string;
	/** Deadline of this item in milliseconds since 1970. */
	until: number;
	/** Set once the job is known to have ended, so that nobody asks for it again. */
	ended?: boolean;
	/** The job as its callback reported it, as long as the API has not confirmed it. */
	told?: TranscriptionJob;
	/** How often in a row the timer found the job gone without a callback. */
	gone?: number;
}

/** An item that failed before the execution slept, and is not tried again. */
export interface ParkedFailure extends Parked {
	/** Data of its error item. */
	failed: IDataObject;
}

/** Name of the field beside `json` and `binary`; n8n stores it and does not show it. */
const FIELD = 'gladiaJob' as const;

/** n8n's type of an item allows further fields, but only of kinds it knows. */
type MarkedItem = INodeExecutionData & { [FIELD]?: IDataObject };

/** What is known of an item, or undefined for one that this node has not parked. */
export function parkedItem(item: INodeExecutionData): ParkedItem | undefined {
	return (item as MarkedItem)[FIELD] as unknown as ParkedItem | undefined;
}

/** The jobs among items, in their order. */
export function parkedJobs(items: INodeExecutionData[]): ParkedJob[] {
	return items.flatMap((item) => {
		const parked = parkedItem(item);
		return parked === undefined || 'failed' in parked ? [] : [parked];
	});
}

/** The same as `parkedItem` for an item that the node is to go on with. */
export function awakeItem(item: INodeExecutionData): ParkedItem | undefined {
	const parked = parkedItem(item);
	return parked?.awake === undefined ? undefined : parked;
}

/** Marks an item, and makes of its data what comes out should n8n hand it on without this node. */
export function park(context: IExecuteSingleFunctions, parked: ParkedItem, asleep: Asleep): void {
	const item = context.getInputData();
	mark(item, { ...parked, asleep, awake: undefined });
	item.json = 'failed' in parked ? parked.failed : unfinished(parked);
}

/** Forgets the job of an item, so that another try starts a new one. */
export function unmark(context: IExecuteSingleFunctions): void {
	const item: MarkedItem = context.getInputData();
	delete item[FIELD];
}

/** A copy of an item with its own data back, for the node to go on with. */
export function awaken(
	item: INodeExecutionData,
	waker: Waker,
	news: (job: ParkedJob) => Partial<ParkedJob> = () => ({}),
): INodeExecutionData {
	const parked = parkedItem(item);
	if (parked === undefined) return item;
	const awake = { ...item, json: parked.input };
	mark(awake, { ...parked, ...('failed' in parked ? {} : news(parked)), awake: waker });
	return awake;
}

/** Data of an item whose job is not done at the deadline: Get Result can go on with the id. */
export function unfinished({ id, result_url, status }: ParkedJob): IDataObject {
	return { id, result_url, status, timed_out: true };
}

function mark(item: MarkedItem, parked: ParkedItem): void {
	item[FIELD] = parked as unknown as IDataObject;
}
