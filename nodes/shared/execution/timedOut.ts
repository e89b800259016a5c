import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** What is known of a job when the wait for it is over; Get Result can continue with the ID. */
export interface UnfinishedJob {
	id: string;
	result_url: string;
	/** As last seen, if ever. */
	status?: string;
}

/** Data of an item whose job was not done when the wait was over, where no output was made of it. */
export function timedOutData({ id, result_url, status = 'unknown' }: UnfinishedJob): IDataObject {
	return markTimedOut({ id, result_url, status });
}

/** Items made of a job that was not done when the wait was over. */
export function timedOutItems(items: INodeExecutionData[]): INodeExecutionData[] {
	return items.map((item) => ({ ...item, json: markTimedOut(item.json) }));
}

function markTimedOut(json: IDataObject): IDataObject {
	return { ...json, timed_out: true };
}
