import type {
	IExecuteFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';
import { asNodeError } from '../../shared/api/errors';
import { itemOperation } from '../../shared/execution/itemOperation';
import { FILES_AT_ONCE, Semaphore } from '../../shared/async/semaphore';
import { itemContext } from './itemContext';
import { operationOf, type PreparedItem } from './operations';

type NodeFailure = NodeApiError | NodeOperationError;

/**
 * Runs all items, as many sessions side by side as allowed. Every item is checked before the first
 * session is opened. When one fails and the workflow will stop, the others' sessions are ended, since
 * n8n throws their results away; their ids are named with the failure.
 *
 * @throws NodeApiError of the item that failed first
 */
export async function runItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const stop = new AbortController();
	const cancelled = context.getExecutionCancelSignal();
	const signal = AbortSignal.any([stop.signal, ...(cancelled ? [cancelled] : [])]);
	// Each item has a signal of its own: many listeners on one look like a leak to Node.
	const items = context
		.getInputData()
		.map((_, index) => itemContext(context, index, AbortSignal.any([signal])));
	const prepared = await prepareAll(context, items);

	const sessions = new Map<number, string>();
	const failures: NodeFailure[] = [];
	const run = itemOperation<IExecuteSingleFunctions, PreparedItem | NodeFailure>(
		async function (item) {
			if (!('run' in item)) throw item;
			return await item.run((id) => sessions.set(this.getItemIndex(), id));
		},
		{
			sideBySide: sideBySide(prepared),
			whenCancelled: 'The live sessions were told to stop',
			onStop(_item, error) {
				failures.push(error);
				stop.abort();
			},
		},
	);
	const results = await Promise.allSettled(
		items.map(async (item, index) => await run.call(item, prepared[index] as PreparedItem)),
	);
	const [failure] = failures;
	if (failure !== undefined) throw named(failure, sessions);
	return results.flatMap((result) => {
		if (result.status === 'fulfilled') return result.value;
		// Only a cancelled execution gets here: it has no failed item.
		throw result.reason as NodeFailure;
	});
}

/** What each item does, or why it cannot. */
async function prepareAll(
	context: IExecuteFunctions,
	items: IExecuteSingleFunctions[],
): Promise<Array<PreparedItem | NodeFailure>> {
	const semaphore = new Semaphore(FILES_AT_ONCE);
	return await Promise.all(
		items.map(
			async (item) =>
				await semaphore.run(async () => {
					try {
						return await operationOf(item)(context, item);
					} catch (error) {
						const failure = asNodeError(item, error);
						if (!item.continueOnFail()) throw failure;
						return failure;
					}
				}),
		),
	);
}

/** All items of a run share the limit of the first that has one. */
function sideBySide(prepared: Array<PreparedItem | NodeFailure>): number {
	const first = prepared.find((item): item is PreparedItem => 'run' in item);
	return first?.options.maxConcurrent ?? 1;
}

/** The failure with what is known of the sessions that ended with it. */
function named(failure: NodeFailure, sessions: Map<number, string>): NodeFailure {
	const others = [...sessions].filter(([item]) => item !== failure.context.itemIndex);
	if (others.length === 0) return failure;
	const list = others.map(([item, id]) => `item ${item}: ${id}`).join(', ');
	failure.description = `${failure.description ?? ''}\nSessions of other items, to be read with Gladia Get Result: ${list}`;
	return failure;
}
