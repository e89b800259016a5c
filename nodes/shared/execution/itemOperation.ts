import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
	INodePropertyRouting,
	NodeOperationError,
} from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { asNodeError, errorDetails, itemError } from '../api/errors';
import { Semaphore } from '../async/semaphore';
import { perNodeRun } from './nodeRunState';

/**
 * What an operation does for one item: in declarative nodes with the request that n8n made of the
 * routing, in programmatic ones with whatever they pass.
 */
export type ItemWork<
	Context extends IExecuteSingleFunctions = IExecutePaginationFunctions,
	Request = DeclarativeRestApiSettings.ResultOptions,
> = (this: Context, request: Request) => Promise<INodeExecutionData[]>;

/** Called when the failure of an item will stop the workflow. */
export type OnStop<Context = IExecutePaginationFunctions> = (
	context: Context,
	error: NodeApiError | NodeOperationError,
) => void;

/** Routing of an operation: the request, and what does the whole work with it. */
export function workRouting(
	request: NonNullable<INodePropertyRouting['request']>,
	work: ItemWork,
): INodePropertyRouting {
	return { request, send: { paginate: true }, operations: { pagination: work } };
}

export interface ItemOperationOptions<Context = IExecutePaginationFunctions> {
	/** How many items to work on in parallel; the others wait. */
	sideBySide?: number;
	onStop?: OnStop<Context>;
	/** What happens to the work when the execution is cancelled, for the description of the error. */
	whenCancelled?: string;
}

/**
 * Turns the work for one item into the pagination function of an operation. n8n calls it for all items
 * at once, links outputs to inputs only when there are as many of each, and never links error items. So
 * this limits how many items run in parallel, links every item, and handles 'continue on fail'.
 */
export function itemOperation<
	Context extends IExecuteSingleFunctions = IExecutePaginationFunctions,
	Request = DeclarativeRestApiSettings.ResultOptions,
>(
	work: ItemWork<Context, Request>,
	{
		sideBySide = Infinity,
		onStop = () => {},
		whenCancelled = 'Jobs that had been started go on at Gladia',
	}: ItemOperationOptions<Context> = {},
): ItemWork<Context, Request> {
	return async function (request) {
		const link = { item: this.getItemIndex() };
		try {
			const items = await semaphoreOf(this, sideBySide).run(async () => {
				this.getExecutionCancelSignal()?.throwIfAborted();
				return await work.call(this, request);
			});
			return items.map((item) => ({ ...item, pairedItem: link }));
		} catch (error) {
			if (this.getExecutionCancelSignal()?.aborted === true)
				throw cancelledError(this, whenCancelled);
			const explained = asNodeError(this, error);
			if (!this.continueOnFail()) {
				onStop(this, explained);
				throw explained;
			}
			return [errorItem(this, explained)];
		}
	};
}

/** The item of a failure when the workflow continues. */
export function errorItem(
	context: IExecuteSingleFunctions,
	error: NodeApiError | NodeOperationError,
): INodeExecutionData {
	return { json: errorJson(context, error), pairedItem: { item: context.getItemIndex() } };
}

/** Limits how many items of a node run are worked on in parallel. */
const semaphoreOf = perNodeRun((_context, limit: number) => new Semaphore(limit));

/**
 * Data of the error item when the workflow continues. n8n recognizes an error item, and sends it to the
 * error output, by its top-level keys: since 2.36 `error`, `message` and `details`, before that only
 * `error`, alone or with `message`. So with an error output everything is inside `error`.
 */
function errorJson(
	context: IExecuteSingleFunctions,
	error: NodeApiError | NodeOperationError,
): IDataObject {
	const facts = error instanceof NodeApiError ? errorDetails(error) : {};
	const details = { ...(error.description && { description: error.description }), ...facts };
	if (context.getNode().onError === 'continueErrorOutput') {
		return { error: { message: error.message, ...details } };
	}
	return { error: error.message, details };
}

/** This word in the message makes n8n show the execution as canceled instead of failed. */
function cancelledError(context: IExecuteSingleFunctions, description: string): NodeApiError {
	return itemError(context, 'The execution was canceled', {
		description,
	});
}
