import type {
	IExecuteData,
	IExecuteSingleFunctions,
	INodeExecutionData,
	IRunExecutionData,
} from 'n8n-workflow';
import { putExecutionToWait, runDataOf } from './runData';

type Stack = NonNullable<IRunExecutionData['executionData']>['nodeExecutionStack'];

/**
 * Suspends the execution until `deadline`, but makes n8n's timer run the node again at `stepEnds`.
 *
 * Why: when the time of a suspension is up, n8n does not run the node. It disables the first entry of
 * the stored stack and passes that entry's items on. So the first entry becomes an empty one, which
 * passes nothing on, and the node's own entry follows it, to be run like any other.
 * n8n: puts the node's entry back with `nodeExecutionStack.unshift` once the node has returned; read
 * in 1.123.81, run with 2.41.1. Where n8n does that in another way, nothing is changed, and the
 * suspension ends at the deadline.
 * Test: test/GladiaTranscribe/callbackWait/timer.engine.test.ts
 *
 * @param stepEnds and `deadline` in milliseconds since 1970
 * @param forTimer makes the item that the node gets from the timer
 */
export async function suspendInSteps(
	context: IExecuteSingleFunctions,
	{ stepEnds, deadline }: { stepEnds: number; deadline: number },
	forTimer: (item: INodeExecutionData) => INodeExecutionData,
): Promise<void> {
	await putExecutionToWait(context, new Date(deadline));
	const runData = runDataOf(context);
	const stack = runData?.executionData?.nodeExecutionStack;
	if (runData === undefined || stack === undefined) return;
	Object.defineProperty(stack, 'unshift', {
		configurable: true,
		value(this: Stack, ...entries: IExecuteData[]) {
			Reflect.deleteProperty(stack, 'unshift');
			const [entry] = entries;
			if (entries.length !== 1 || entry?.node.id !== context.getNode().id) {
				return stack.unshift(...entries);
			}
			runData.waitTill = new Date(stepEnds);
			return stack.unshift(emptyEntry(entry), timerEntry(entry, forTimer));
		},
	});
}

/** An entry that n8n skips: no items, not even those of 'Always Output Data'. */
function emptyEntry(entry: IExecuteData): IExecuteData {
	return { ...entry, node: { ...entry.node, alwaysOutputData: false }, data: { main: [] } };
}

function timerEntry(
	entry: IExecuteData,
	forTimer: (item: INodeExecutionData) => INodeExecutionData,
): IExecuteData {
	const main = (entry.data.main ?? []).map((items) => items?.map(forTimer) ?? null);
	return { ...entry, data: { ...entry.data, main } };
}
