import type { IExecuteData, IExecuteFunctions, IExecuteSingleFunctions } from 'n8n-workflow';
import type { IRunExecutionData } from 'n8n-workflow';
import { awaken } from '../suspendedItem';

/**
 * Whether n8n resumes a sleeping execution once only, whoever asks for it. Before 2.7.4 its timer, once
 * set, resumes an execution that a call has resumed already and that still runs. The token of the resume
 * URL came with a later version.
 */
export function resumesOnce(context: IExecuteSingleFunctions): boolean {
	const { runExecutionData } = context as unknown as { runExecutionData?: WithToken };
	return runExecutionData?.resumeToken !== undefined;
}

/**
 * Whether another execution that waits for this one as its sub-workflow would go on without the result if
 * this one slept in steps. n8n 1.123 lets it go on as soon as this one has run, though it sleeps again.
 */
export function parentGoesOnEarly(context: IExecuteSingleFunctions): boolean {
	const { runExecutionData } = context as unknown as { runExecutionData?: IRunExecutionData };
	const parent = runExecutionData?.parentExecution;
	return parent !== undefined && parent.shouldResume !== false && !resumesOnce(context);
}

/** A field that older versions of n8n-workflow do not know. */
type WithToken = IRunExecutionData & { resumeToken?: string };

type Stack = NonNullable<IRunExecutionData['executionData']>['nodeExecutionStack'];

/**
 * Puts the execution to sleep until `deadline`, in such a way that n8n's timer runs the node again at
 * `wakeAt` already.
 *
 * When a sleep ends by time, n8n does not run the node: it holds the first entry of the stored stack
 * for disabled and hands its items on. So that entry is made an empty one, which hands nothing on, and
 * the node's own follows behind it, to be run like any other. Where n8n stores the stack in another
 * way than known (1.123 to 2.41), nothing is changed and the sleep ends at the deadline.
 */
export async function sleepInSteps(
	context: IExecuteSingleFunctions,
	{ wakeAt, deadline }: { wakeAt: number; deadline: number },
): Promise<void> {
	// n8n has it in every context of an execution; its types tell only one of them.
	const execution = context as unknown as Pick<IExecuteFunctions, 'putExecutionToWait'>;
	await execution.putExecutionToWait(new Date(deadline));
	const { runExecutionData } = context as unknown as { runExecutionData?: IRunExecutionData };
	const stack = runExecutionData?.executionData?.nodeExecutionStack;
	if (runExecutionData === undefined || stack === undefined) return;
	// n8n puts the node's entry back when the node has returned.
	Object.defineProperty(stack, 'unshift', {
		configurable: true,
		value(this: Stack, ...entries: IExecuteData[]) {
			Reflect.deleteProperty(stack, 'unshift');
			const [entry] = entries;
			if (entries.length !== 1 || entry?.node.id !== context.getNode().id) {
				return stack.unshift(...entries);
			}
			runExecutionData.waitTill = new Date(wakeAt);
			return stack.unshift(emptyEntry(entry), timerEntry(entry));
		},
	});
}

/** What n8n passes over: disabled, without items, also without those of 'Always Output Data'. */
function emptyEntry(entry: IExecuteData): IExecuteData {
	return { ...entry, node: { ...entry.node, alwaysOutputData: false }, data: { main: [] } };
}

/** The node's own entry, with items that tell it that the timer has run it. */
function timerEntry(entry: IExecuteData): IExecuteData {
	const main = (entry.data.main ?? []).map(
		(items) => items?.map((item) => awaken(item, 'timer')) ?? null,
	);
	return { ...entry, data: { ...entry.data, main } };
}
