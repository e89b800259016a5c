import type {
	IExecuteFunctions,
	IExecuteSingleFunctions,
	IRunExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';

/** `resumeToken` signs the resume URL; older versions do not have it. */
export type RunData = IRunExecutionData & { resumeToken?: string };

/**
 * The data of the running execution, or, in a webhook, of the suspended execution that was called.
 *
 * Why: n8n has no public way to read or change what it stores of a suspended execution.
 * n8n: a property of every node context; read in 1.123.81, run with 2.41.1.
 * Test: test/GladiaTranscribe/callbackWait/timer.engine.test.ts
 */
export function runDataOf(
	context: IExecuteSingleFunctions | IWebhookFunctions,
): RunData | undefined {
	return (
		(context as typeof context & { runExecutionData?: RunData | null }).runExecutionData ??
		undefined
	);
}

interface WithAdditionalData {
	additionalData?: { getRunExecutionData?: (id: string) => Promise<RunData | undefined> };
}

/**
 * Reads what is stored of the called execution now; undefined when it is gone.
 *
 * Why: n8n reads the execution when a call arrives; another call, the timer or another process may
 * have changed it since.
 * n8n: `additionalData.getRunExecutionData`, since 1.123 at the latest; read in 1.123.81,
 * run with 2.41.1. Where it is missing, 'unsupported'.
 * Test: test/e2e/queueCrossing.e2e.ts
 */
export async function readRunData(
	context: IWebhookFunctions,
): Promise<RunData | undefined | 'unsupported'> {
	const { additionalData } = context as IWebhookFunctions & WithAdditionalData;
	if (additionalData?.getRunExecutionData === undefined) return 'unsupported';
	return await additionalData.getRunExecutionData(context.getExecutionId());
}

/**
 * Suspends the execution once the node has returned, until a time or a call to its resume URL.
 *
 * Why: the types of n8n declare this for programmatic nodes only; the context of a declarative node's
 * item has it as well.
 * n8n: read in 1.123.81, run with 2.41.1.
 * Test: test/GladiaTranscribe/callbackWait/startAndSuspend.engine.test.ts
 */
export async function putExecutionToWait(
	context: IExecuteSingleFunctions,
	until: Date,
): Promise<void> {
	type WithWait = IExecuteSingleFunctions & Pick<IExecuteFunctions, 'putExecutionToWait'>;
	await (context as WithWait).putExecutionToWait(until);
}
