import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
	INodePropertyRouting,
} from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { asNodeError, errorDetails, itemError } from '../api/errors';
import { Semaphore } from '../async/semaphore';
import { perNodeRun } from './nodeRunState';

/**
 * What an operation does for one item: in declarative nodes from the request that the routing
 * described, in programmatic ones from whatever they hand over.
 */
export type ItemWork<
	Context extends IExecuteSingleFunctions = IExecutePaginationFunctions,
	Request = DeclarativeRestApiSettings.ResultOptions,
> = (this: Context, request: Request) => Promise<INodeExecutionData[]>;

/** Told when an item's failure will stop the workflow. */
export type OnStop<Context = IExecutePaginationFunctions> = (
	context: Context,
	error: NodeApiError | NodeOperationError,
) => void;

/** Routing of an operation whose whole work is done by an item run, from the request it describes. */
export function workRouting(
	request: NonNullable<INodePropertyRouting['request']>,
	work: ItemWork,
): INodePropertyRouting {
	return { request, send: { paginate: true }, operations: { pagination: work } };
}

export interface ItemOperationOptions<Context = IExecutePaginationFunctions> {
	/** How many items are worked on side by side; the others wait. */
	sideBySide?: number;
	onStop?: OnStop<Context>;
	/** What becomes of the work when the execution is cancelled. */
	whenCancelled?: string;
}

/**
 * Makes an operation's pagination function of the work for one item. n8n runs it for all items at
 * once and would link outputs to inputs only when there are as many of each, and error items never;
 * so the number side by side is bounded here, every item is linked here, and 'continue on fail' is
 * answered here.
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
			return [{ json: errorJson(this, explained), pairedItem: link }];
		}
	};
}

/** The items of a node run that are worked on at a time. */
const semaphoreOf = perNodeRun((_context, limit: number) => new Semaphore(limit));

/**
 * The item of a failure when the workflow goes on. n8n knows an error item, and sends it to the error
 * output, by the keys at its top: from 2.36 on `error`, `message` and `details`, before that only
 * `error` alone or with `message`. So with an error output everything is in `error`.
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

/** n8n shows an execution as canceled, not as failed, by this word in the message. */
function cancelledError(context: IExecuteSingleFunctions, description: string): NodeApiError {
	return itemError(context, 'The execution was canceled', {
		description,
	});
}
