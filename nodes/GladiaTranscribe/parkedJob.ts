import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import type { TranscriptionJob } from '../shared/apiTypes';
import type { StartedJob } from './startJob';

/**
 * What is known of an item while the execution sleeps. It is kept on the node's own copy of the input
 * item, because that is what n8n stores with the execution, and what it hands on, without running the
 * node again, when the deadline passes.
 */
export type ParkedItem = ParkedJob | ParkedFailure;

interface Parked {
	/** The item's own data, for expressions when the node goes on. */
	input: IDataObject;
	/** Set when the node goes on. Items that a deadline hands on to other nodes do not have it. */
	awake?: boolean;
}

/** An item whose job has been started. */
export interface ParkedJob extends Parked, StartedJob {
	status: string;
	/** Deadline in milliseconds since 1970. */
	until: number;
	/** The job as its callback told it, for accounts where the API keeps nothing to read. */
	told?: TranscriptionJob;
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
	return (item as MarkedItem)[FIELD] as ParkedItem | undefined;
}

/** The same for an item that the node is to go on with. */
export function awakeItem(item: INodeExecutionData): ParkedItem | undefined {
	const parked = parkedItem(item);
	return parked?.awake === true ? parked : undefined;
}

/** Marks an item, and makes of its data what shall come out when the deadline passes. */
export function park(context: IExecuteSingleFunctions, parked: ParkedItem): void {
	const item: MarkedItem = context.getInputData();
	item[FIELD] = { ...parked, awake: false } as IDataObject;
	item.json = 'failed' in parked ? parked.failed : unfinished(parked);
}

/** Forgets the job of an item, so that another try starts a new one. */
export function unmark(context: IExecuteSingleFunctions): void {
	const item: MarkedItem = context.getInputData();
	delete item[FIELD];
}

/** Gives an item its own data back when the node goes on, with what a callback has told of its job. */
export function awaken(item: INodeExecutionData, told?: TranscriptionJob): INodeExecutionData {
	const parked = parkedItem(item);
	if (parked === undefined) return item;
	const news = told !== undefined && 'id' in parked && told.id === parked.id ? { told } : {};
	const marked: MarkedItem = { ...item, json: parked.input };
	marked[FIELD] = { ...parked, ...news, awake: true } as IDataObject;
	return marked;
}

function unfinished({ id, result_url, status }: ParkedJob): IDataObject {
	return { id, result_url, status, timed_out: true };
}
