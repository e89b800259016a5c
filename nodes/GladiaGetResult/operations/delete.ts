import type { Wording } from '../../shared/errors';
import { expectSuccess } from '../../shared/errors';
import { itemRun } from '../../shared/itemRun';
import { MANY_AT_ONCE } from '../../shared/slots';
import { repeatable } from '../../shared/retry';
import { send } from '../../shared/transport';
import { Unanswered } from '../../shared/unanswered';
import { chosenTranscription } from './chosenTranscription';
import { subjectOf } from './subject';

const stillRunning: Wording = {
	what: () => 'The transcription cannot be deleted yet',
	next: () => 'It is still queued or being processed. Delete it when it is done',
};

/** Deletes one transcription with its audio. */
export const deleteTranscription = itemRun(
	async function (request) {
		const { url, connection } = chosenTranscription(this, request);
		let tries = 0;
		const outcome = await send(
			this,
			() => {
				tries++;
				return { ...connection, method: 'DELETE', url };
			},
			repeatable,
		);
		// An earlier try whose answer was lost has done it.
		const isGone = tries > 1 && !(outcome instanceof Unanswered) && outcome.statusCode === 404;
		if (!isGone) {
			const subject = subjectOf(this, 'delete the transcription', { 403: stillRunning });
			expectSuccess(this.getNode(), outcome, subject);
		}
		return [{ json: { deleted: true } }];
	},
	{ sideBySide: MANY_AT_ONCE },
);
