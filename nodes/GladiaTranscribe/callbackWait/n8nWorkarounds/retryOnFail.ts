import type { INode, INodeExecutionData } from 'n8n-workflow';

/** Tries of a node with 'Retry On Fail': by default, fewest and most. */
const TRIES = 3;
const FEWEST_TRIES = 2;
const MOST_TRIES = 5;

/**
 * Whether n8n runs all items again although failures do not stop the workflow.
 *
 * Why: an execution that is suspended while n8n tries the node again would remain in a state between
 * the two, and n8n does not tell a node about its tries.
 * n8n: with 'Retry On Fail' it tries again when the first item that comes out is an error;
 * `getRetryParams` in n8n-core, read in 1.123.81, run with 2.41.1.
 * Test: test/GladiaTranscribe/callbackWait/startAndSuspend.engine.test.ts
 *
 * @param tries how often n8n has run the items, this time included
 * @param output all that comes out, in the order of the input
 */
export function willRetry(
	{ retryOnFail, maxTries }: Pick<INode, 'retryOnFail' | 'maxTries'>,
	tries: number,
	output: INodeExecutionData[],
): boolean {
	const mostTries = Math.min(MOST_TRIES, Math.max(FEWEST_TRIES, maxTries || TRIES));
	if (retryOnFail !== true || tries >= mostTries) return false;
	return Boolean(output[0]?.json.error);
}
