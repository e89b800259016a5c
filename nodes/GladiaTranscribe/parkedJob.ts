import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import type { TranscriptionJob } from '../shared/apiTypes';
import type { StartedJob } from './startJob';

/**
 * What is known of an item's job while the execution sleeps. It is kept on the node's own copy of the
 * input item, because that is what n8n stores with the execution, and what it hands on, without
 * running the node again, when the deadline passes.
 */
export interface ParkedJob extends StartedJob {
	status: string;
	/** Deadline in milliseconds since 1970. */
	until: number;
	/** The item's own data, for expressions when the node goes on. */
	input: IDataObject;
	/** The job as its callback told it, for accounts where the API keeps nothing to read. */
	told?: TranscriptionJob;
	/** The error item of an item that failed before the execution slept. */
	failed?: IDataObject;
}

/** Name of the field beside `json` and `binary`; n8n stores it and does not show it. */
const FIELD = 'gladiaJob' as const;

/** n8n's type of an item allows further fields, but only of kinds it knows. */
type MarkedItem = INodeExecutionData & { [FIELD]?: IDataObject };

/** The job of an item that was asleep, or undefined for an item that has not been worked on. */
export function parkedJobOf(item: INodeExecutionData): ParkedJob | undefined {
	return (item as MarkedItem)[FIELD] as ParkedJob | undefined;
}

/** Marks an item, and makes of its data what shall come out when the deadline passes. */
export function markParked(context: IExecuteSingleFunctions, job: ParkedJob): void {
	const item: MarkedItem = context.getInputData();
	const { id, result_url, status, failed } = job;
	item[FIELD] = { ...job } as IDataObject;
	item.json = failed ?? { id, result_url, status, timed_out: true };
}

/** Forgets the job of an item, so that another try starts a new one. */
export function unmark(context: IExecuteSingleFunctions): void {
	const item: MarkedItem = context.getInputData();
	delete item[FIELD];
}

/** Gives an item its own data back when the node goes on, with what a callback has told. */
export function awake(item: INodeExecutionData, told?: TranscriptionJob): INodeExecutionData {
	const job = parkedJobOf(item);
	if (job === undefined) return item;
	const marked: MarkedItem = { ...item, json: job.input };
	marked[FIELD] = { ...job, ...(told?.id === job.id && { told }) } as IDataObject;
	return marked;
}
