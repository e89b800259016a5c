import type { Wording } from '../../shared/errors';
import { expectSuccess } from '../../shared/errors';
import { itemRun } from '../../shared/itemRun';
import { MANY_AT_ONCE } from '../../shared/slots';
import { repeatable } from '../../shared/retry';
import type { Outcome } from '../../shared/transport';
import { send } from '../../shared/transport';
import { Unanswered } from '../../shared/unanswered';
import { chosenTranscription } from './chosenTranscription';
import { subjectOf } from './subject';

/** Turned away before anything is done. */
const TOO_MANY_REQUESTS = 429;

const stillRunning: Wording = {
	what: () => 'The transcription cannot be deleted yet',
	next: () => 'It is still queued or being processed. Delete it when it is done',
};

/** Deletes one transcription with its audio. */
export const deleteTranscription = itemRun(
	async function (request) {
		const { url, connection } = chosenTranscription(this, request);
		let mayBeDone = false;
		const outcome = await send(
			this,
			(before) => {
				mayBeDone ||= before !== undefined && mayHaveDeleted(before);
				return { ...connection, method: 'DELETE', url };
			},
			repeatable,
		);
		const isGone = mayBeDone && !(outcome instanceof Unanswered) && outcome.statusCode === 404;
		if (!isGone) {
			const subject = subjectOf(this, 'delete the transcription', { 403: stillRunning });
			expectSuccess(this.getNode(), outcome, subject);
		}
		return [{ json: { deleted: true } }];
	},
	{ sideBySide: MANY_AT_ONCE },
);

/** Whether a try may have been carried out although its answer was lost, or was a server's fault. */
function mayHaveDeleted(outcome: Outcome): boolean {
	if (outcome instanceof Unanswered) return !outcome.neverArrived;
	return outcome.statusCode !== TOO_MANY_REQUESTS;
}
