import type { INodeExecutionData } from 'n8n-workflow';

/** Beside `json` and `binary`. */
const FIELD = 'gladiaJob';

/*
 * Fields of an item that n8n stores and does not show.
 *
 * Why: the input items are all that n8n stores of a node while the execution is suspended, and what is
 * in `json` would be visible to users and expressions.
 * n8n: its type of an item allows further fields; they are stored with the execution and kept by nodes
 * that pass items on. Read in 1.123.81, run with 2.41.1.
 * Test: test/e2e/callbackWait.e2e.ts, test/e2e/restart.e2e.ts
 */

/** What was written to the hidden field; unchecked. */
export function readItemField(item: INodeExecutionData): unknown {
	return item[FIELD];
}

export function writeItemField(item: INodeExecutionData, value: object): void {
	Object.assign(item, { [FIELD]: value });
}

export function removeItemField(item: INodeExecutionData): void {
	delete item[FIELD];
}
