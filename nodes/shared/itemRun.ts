import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecuteData,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
	JsonObject,
} from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { errorDetails, itemError } from './errors';
import { Slots } from './slots';

/** What a declarative operation does for one item, from the request that its routing described. */
export type ItemWork = (
	this: IExecutePaginationFunctions,
	request: DeclarativeRestApiSettings.ResultOptions,
) => Promise<INodeExecutionData[]>;

/** Told when an item's failure will stop the workflow. */
export type OnStop = (
	context: IExecutePaginationFunctions,
	error: NodeApiError | NodeOperationError,
) => void;

export interface ItemRunOptions {
	/** How many items are worked on side by side; the others wait. */
	sideBySide?: number;
	onStop?: OnStop;
}

/**
 * Makes an operation's pagination function of the work for one item. n8n runs it for all items at
 * once and would link outputs to inputs only when there are as many of each, and error items never;
 * so the number side by side is bounded here, every item is linked here, and 'continue on fail' is
 * answered here.
 */
export function itemRun(
	work: ItemWork,
	{ sideBySide = Infinity, onStop = () => {} }: ItemRunOptions = {},
): ItemWork {
	return async function (request) {
		const link = { item: this.getItemIndex() };
		try {
			const items = await slotsOf(this, sideBySide).run(async () => {
				this.getExecutionCancelSignal()?.throwIfAborted();
				return await work.call(this, request);
			});
			return items.map((item) => ({ ...item, pairedItem: link }));
		} catch (error) {
			if (this.getExecutionCancelSignal()?.aborted === true) throw cancelledError(this);
			const explained = asNodeError(this, error);
			if (!this.continueOnFail()) {
				onStop(this, explained);
				throw explained;
			}
			return [{ json: errorJson(explained), pairedItem: link }];
		}
	};
}

/** n8n uses one IExecuteData for all items of a node run. */
const slotsByRun = new WeakMap<IExecuteData, Slots>();

function slotsOf(context: IExecutePaginationFunctions, limit: number): Slots {
	const key = context.getExecuteData();
	const slots = slotsByRun.get(key) ?? new Slots(limit);
	slotsByRun.set(key, slots);
	return slots;
}

/**
 * The item of a failure when the workflow goes on. Only the keys `error`, `message` and `details`
 * may be used: by them n8n knows an error item and sends it to the error output.
 */
function errorJson(error: NodeApiError | NodeOperationError): IDataObject {
	const details = error instanceof NodeApiError ? errorDetails(error) : {};
	return {
		error: error.message,
		details: { ...(error.description && { description: error.description }), ...details },
	};
}

/** n8n shows an execution as canceled, not as failed, by this word in the message. */
function cancelledError(context: IExecutePaginationFunctions): NodeApiError {
	return itemError(context.getNode(), 'The execution was canceled', {
		itemIndex: context.getItemIndex(),
		description: 'Jobs that had been started go on at Gladia',
	});
}

/** An error of n8n's own kind: the given one, or one that says the same. */
export function asNodeError(
	context: IExecuteSingleFunctions,
	error: unknown,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const message = error instanceof Error ? error.message : String(error);
	return new NodeApiError(context.getNode(), { message } as JsonObject, {
		message,
		itemIndex: context.getItemIndex(),
	});
}
