import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { runDataOf } from './runData';

/** How this version of n8n resumes suspended executions. */
export interface ResumeBehavior {
	/** Whether n8n resumes a suspended execution only once. */
	resumesOnce: boolean;
	/** Whether a parent execution would continue without this one's result at the end of a step. */
	resumesParentEarly: boolean;
}

/**
 * Recognizes how this n8n resumes executions.
 *
 * Why: before 2.7.4 the timer, once set, also resumes an execution that a call has resumed and that
 * still runs. And 1.123 resumes a parent execution, which waits for its sub-workflow, at the end of
 * every run of the child, even when the child is suspended again; later versions wait for its end.
 * n8n: has no version number for nodes. A `resumeToken` in the data of the execution came after both
 * fixes. Read in 1.123.81, run with 2.41.1.
 * Test: test/e2e/callbackWaitCrowd.e2e.ts, test/e2e/callbackWaitWorkflows.e2e.ts; what the node does on
 * older versions is in test/GladiaTranscribe/callbackWait/resume.engine.test.ts
 */
export function resumeBehaviorOf(context: IExecuteSingleFunctions): ResumeBehavior {
	const runData = runDataOf(context);
	const parent = runData?.parentExecution;
	const resumesOnce = runData?.resumeToken !== undefined;
	const hasWaitingParent = parent !== undefined && parent.shouldResume !== false;
	return { resumesOnce, resumesParentEarly: hasWaitingParent && !resumesOnce };
}
