import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { connectionOf } from '../../shared/api/transport';
import { itemOperation } from '../../shared/execution/itemOperation';
import { readLimits } from '../fields/waitAndLimits';
import type { NodeRun } from '../operations/nodeRun';
import { nodeRunOf } from '../operations/nodeRun';
import { checkTogether, stopRun } from '../operations/transcription';
import { checkAfterResume } from './checkAfterResume';
import { outputOrSuspend } from './outputOrSuspend';
import { readEndedJob } from './readEndedJob';
import type { SuspendedFailure, SuspendedItem, SuspensionState } from './suspendedItem';
import { resumedItem, suspendItem } from './suspendedItem';
import { settleItem } from './suspendExecution';

/** Continues with an item that n8n runs the node with again: its result, or a further step. */
export const continueAfterResume = itemOperation(
	async function (
		this: IExecutePaginationFunctions,
		{ options }: DeclarativeRestApiSettings.ResultOptions,
	) {
		const item = resumedItem(this.getInputData()) as SuspendedItem;
		const run = nodeRunOf(this, readLimits(this).maxConcurrent);
		if ('failed' in item) return await failureAgain(this, item, run);
		run.jobs.set(this.getItemIndex(), item.id);
		await checkTogether(this, run, async () => {});
		if (run.stopped.aborted) return [];
		const connection = connectionOf(options);
		const { staysSuspended, isDuplicateRun, jobs } = await checkAfterResume(this, connection, run);
		if (isDuplicateRun) return [];
		const update = jobs.get(item.id);
		const job = { ...item, ...update?.job };
		const seen = staysSuspended
			? undefined
			: (update?.seen ?? (await readEndedJob(this, connection, job)));
		return await outputOrSuspend(this, job, seen, connection, run);
	},
	{ onStop: stopRun },
);

async function failureAgain(
	context: IExecuteSingleFunctions,
	item: SuspendedFailure,
	run: NodeRun,
): Promise<INodeExecutionData[]> {
	const output = [{ json: item.failed }];
	const suspend = (state: SuspensionState) => suspendItem(context, item, state);
	await settleItem(context, run, { output, suspend });
	return output;
}
