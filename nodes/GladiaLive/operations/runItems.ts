import type {
	IExecuteFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';
import { asNodeError } from '../../shared/api/errors';
import { FILES_AT_ONCE, Semaphore } from '../../shared/async/semaphore';
import { itemOperation } from '../../shared/execution/itemOperation';
import { chosenOperation } from './chosenOperation';
import { itemContext } from './itemContext';
import type { ValidatedItem } from './operation';

type NodeFailure = NodeApiError | NodeOperationError;

/**
 * Runs all items, with as many sessions in parallel as allowed. Every item is validated before the first
 * session is started. When one fails and the workflow will stop, the sessions of the others are ended,
 * since n8n discards their results; the error names their ids.
 *
 * @throws NodeApiError of the item that failed first
 */
export async function runItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const stop = new AbortController();
	const cancelled = context.getExecutionCancelSignal();
	const signal = AbortSignal.any([stop.signal, ...(cancelled ? [cancelled] : [])]);
	// Each item has its own signal: to Node, many listeners on one look like a leak.
	const items = context
		.getInputData()
		.map((_, index) => itemContext(context, index, AbortSignal.any([signal])));
	const validated = await validateAll(context, items);

	const sessions = new Map<number, string>();
	const failures: NodeFailure[] = [];
	const run = itemOperation<IExecuteSingleFunctions, ValidatedItem | NodeFailure>(
		async function (item) {
			if (!('run' in item)) throw item;
			return await item.run((id) => sessions.set(this.getItemIndex(), id));
		},
		{
			sideBySide: maxConcurrent(validated),
			whenCancelled: 'The live sessions were stopped',
			onStop(_item, error) {
				failures.push(error);
				stop.abort();
			},
		},
	);
	const results = await Promise.allSettled(
		items.map(async (item, index) => await run.call(item, validated[index] as ValidatedItem)),
	);
	const [failure] = failures;
	if (failure !== undefined) throw withOtherSessions(failure, sessions);
	return results.flatMap((result) => {
		if (result.status === 'fulfilled') return result.value;
		// Only a cancelled execution gets here: it has no failed item.
		throw result.reason as NodeFailure;
	});
}

/** The validated items, or why they are invalid. */
async function validateAll(
	context: IExecuteFunctions,
	items: IExecuteSingleFunctions[],
): Promise<Array<ValidatedItem | NodeFailure>> {
	const semaphore = new Semaphore(FILES_AT_ONCE);
	return await Promise.all(
		items.map(
			async (item) =>
				await semaphore.run(async () => {
					try {
						return await chosenOperation(item)(context, item);
					} catch (error) {
						const failure = asNodeError(item, error);
						if (!item.continueOnFail()) throw failure;
						return failure;
					}
				}),
		),
	);
}

/** All items of a run share the limit of the first valid item. */
function maxConcurrent(validated: Array<ValidatedItem | NodeFailure>): number {
	const first = validated.find((item): item is ValidatedItem => 'run' in item);
	return first?.options.maxConcurrent ?? 1;
}

/** Adds the ids of the sessions that ended with the failure. */
function withOtherSessions(failure: NodeFailure, sessions: Map<number, string>): NodeFailure {
	const others = [...sessions].filter(([item]) => item !== failure.context.itemIndex);
	if (others.length === 0) return failure;
	const list = others.map(([item, id]) => `item ${item}: ${id}`).join(', ');
	failure.description = `${failure.description ?? ''}\nSessions of other items, which Gladia Get Result can read: ${list}`;
	return failure;
}
