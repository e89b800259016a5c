import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { itemError } from '../../shared/api/errors';
import { repeatable } from '../../shared/api/retryPolicy';
import type { Connection } from '../../shared/api/transport';
import type { TranscriptionJob } from '../../shared/api/types';
import { pause } from '../../shared/async/cancellation';
import { isWhole, readJobState } from './readJobState';
import type { SuspendedJob } from './suspendedItem';

/** How long after a refusal the API is asked once more, in milliseconds. */
const SECOND_READ_AFTER = 2_000;

/** The job has ended: a passing fault of the API is worth some patience, unless there is a copy. */
const patient = { ...repeatable, tries: Infinity };
const quick = { ...repeatable, tries: 2, patience: 5_000 };

/**
 * The job of an item whose job has ended: as the API has it, or as its callback reported it.
 *
 * @returns undefined when the API gives no answer for a long time
 * @throws NodeApiError when neither the API, asked twice, nor a callback has the result
 */
export async function readEndedJob(
	context: IExecuteSingleFunctions,
	connection: Connection,
	{ id, ended, callbackResult, status }: SuspendedJob,
): Promise<TranscriptionJob | undefined> {
	// The time is up; a result that the API has not confirmed is all there is.
	if (ended !== true) return callbackResult;
	const policy = callbackResult === undefined ? patient : quick;
	let answer = await readJobState(context, connection, id, policy);
	if (answer === 'nothing kept' && callbackResult === undefined) {
		// One refusal, of a proxy or of a server that lags, must not lose a result that was there.
		await pause(context, SECOND_READ_AFTER);
		answer = await readJobState(context, connection, id, policy);
	}
	if (isWhole(answer)) return answer;
	if (callbackResult !== undefined) return callbackResult;
	if (answer !== 'nothing kept') return undefined;
	throw itemError(context, 'Gladia no longer has this transcription', {
		description: `No callback brought the result, and the API keeps nothing of it (last status: ${status}). Transcription ID: ${id}. For an account without data retention, set 'Poll First' to 0, so that the execution is asleep when the callback comes`,
		details: { transcription_id: id },
	});
}
