import type { IExecuteFunctions, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import type { StreamOptions } from '../fields/streamOptions';

/** Reports the session of an item, so that the failure of another item can name it. */
export type ReportSession = (sessionId: string) => void;

/** An item that was validated as far as possible; nothing has been sent yet. */
export interface ValidatedItem {
	options: StreamOptions;
	run: (reportSession: ReportSession) => Promise<INodeExecutionData[]>;
}

/**
 * An operation of the node: validates an item, so that it can be run.
 *
 * @param node the node's own context, which can respond to the workflow's caller
 * @throws NodeApiError naming the item, the field and what to change
 */
export type Operation = (
	node: IExecuteFunctions,
	context: IExecuteSingleFunctions,
) => ValidatedItem | Promise<ValidatedItem>;

/** A request that starts a session answers quickly, or something is wrong; in milliseconds. */
export const REQUEST_TIMEOUT = 60_000;
