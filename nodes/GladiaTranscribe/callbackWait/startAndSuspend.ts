import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { asNodeError, itemError } from '../../shared/api/errors';
import { lacksResult, meansNotKept } from '../../shared/api/jobs';
import type { Connection } from '../../shared/api/transport';
import type { TranscriptionJob } from '../../shared/api/types';
import type { ItemWork } from '../../shared/execution/itemOperation';
import { chosenOutput } from '../../shared/output/output';
import { readLimits } from '../fields/waitAndLimits';
import type { NodeRun } from '../operations/nodeRun';
import { audioOf, nodeRunOf } from '../operations/nodeRun';
import type { StartedJob } from '../operations/startJob';
import { transcription, waitWhileWanted } from '../operations/transcription';
import { continueAfterResume } from './continueAfterResume';
import type { SuspendableOutcome } from './outputOrSuspend';
import { outputOrSuspend, settleOutcomes } from './outputOrSuspend';
import { requireResumeUrl } from './resumeUrl';
import { resumedAudio, suspendItem } from './suspendedItem';
import { settleItem, suspensionOf } from './suspendExecution';

/**
 * Starts a job for the item and suspends the execution until Gladia has called back for all items. Then
 * n8n runs the node again with the same items, each of which now has a job, and the results are read
 * from the API: the callback is a signal, not the source.
 */
export const startAndSuspend: ItemWork = async function (request) {
	const item = this.getInputData();
	const itemIndex = this.getItemIndex();
	const run = nodeRunOf(this, readLimits(this).maxConcurrent);
	const suspension = suspensionOf(run);
	suspension.enter(itemIndex);
	const input = item.json;
	const work = resumedAudio(item).length === 0 ? startJobAndWait : continueAfterResume;
	const output = await work.call(this, request);
	if (this.continueOnFail() && !suspension.hasSettled(itemIndex)) {
		// It failed and the workflow continues: its error must outlive the suspension of the others.
		const failed = output[0]?.json ?? {};
		await settleItem(this, run, {
			output,
			suspend: (state) => suspendItem(this, [{ failed, input }], state),
		});
	}
	return output;
};

const startJobAndWait = transcription<SuspendableOutcome>({
	prepare(context, body, { baseURL = '' }) {
		chosenOutput(context);
		if (body.callback === true || body.callback_url !== undefined) {
			throw itemError(context, "'Callback' is on while the node itself waits for one", {
				description:
					"Turn 'Callback' off, or choose 'Ask Gladia Until Done' under 'Long Recordings'",
			});
		}
		if (body.callback_config !== undefined) {
			const what =
				"'Additional Fields (JSON)' sets 'callback_config' while the node itself waits for the callback";
			throw itemError(context, what, {
				description:
					"Remove 'callback_config' there, or choose 'Ask Gladia Until Done' under 'Long Recordings'",
			});
		}
		body.callback = true;
		body.callback_config = { url: requireResumeUrl(context, baseURL), method: 'POST' };
	},
	async afterStart(context, job, connection, run) {
		const { maxWait, pollFirst } = readLimits(context);
		const deadline = Date.now() + maxWait;
		const known = run.callbackResults.get(audioOf(context));
		const seen =
			known ?? (pollFirst > 0 ? await pollBriefly(context, job, connection, run) : undefined);
		return await outputOrSuspend(context, { ...job, deadline }, seen, connection, run);
	},
	finish: settleOutcomes,
});

/** Waits for short recordings, which need no suspension. */
async function pollBriefly(
	context: IExecuteSingleFunctions,
	job: StartedJob,
	connection: Connection,
	run: NodeRun,
): Promise<TranscriptionJob | undefined> {
	try {
		const { pollFirst } = readLimits(context);
		const seen = await waitWhileWanted(context, job, connection, run, pollFirst);
		return seen !== undefined && lacksResult(seen) ? undefined : seen;
	} catch (error) {
		// Where Gladia keeps nothing, a job is gone when it ends, and only the callback has the result.
		if (error instanceof NodeApiError && meansNotKept(Number(error.httpCode))) return undefined;
		throw asNodeError(context, error);
	}
}
