import { ConnectionFailure } from '../../shared/api/connectionFailure';
import { expectSuccess } from '../../shared/api/errors';
import type { FailureText } from '../../shared/api/failureTexts';
import { repeatable } from '../../shared/api/retryPolicy';
import type { Outcome } from '../../shared/api/transport';
import { send } from '../../shared/api/transport';
import { MANY_AT_ONCE } from '../../shared/async/semaphore';
import { itemOperation } from '../../shared/execution/itemOperation';
import { chosenTranscription } from './chosenTranscription';
import { describeRequest } from './requestDescription';

/** Refused before anything was done. */
const TOO_MANY_REQUESTS = 429;

const stillRunning: FailureText = {
	what: () => 'The transcription cannot be deleted yet',
	next: () => 'It is still queued or being processed. Delete it when it is done',
};

/** Deletes one transcription with its audio. */
export const deleteTranscription = itemOperation(
	async function (routed) {
		const { request } = chosenTranscription(this, routed);
		let mayBeDone = false;
		const outcome = await send(
			this,
			(before) => {
				mayBeDone ||= before !== undefined && mayHaveDeleted(before);
				return request;
			},
			repeatable,
		);
		const isGone =
			mayBeDone && !(outcome instanceof ConnectionFailure) && outcome.statusCode === 404;
		if (!isGone) {
			const requestDescription = describeRequest('delete the transcription', { 403: stillRunning });
			expectSuccess(this, outcome, requestDescription);
		}
		return [{ json: { deleted: true } }];
	},
	{ sideBySide: MANY_AT_ONCE },
);

/** Whether a try may have been carried out although its answer was lost, or was a server error. */
function mayHaveDeleted(outcome: Outcome): boolean {
	if (outcome instanceof ConnectionFailure) return !outcome.neverArrived;
	return outcome.statusCode !== TOO_MANY_REQUESTS;
}
