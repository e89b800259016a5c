import type { IExecuteSingleFunctions, NodeApiError } from 'n8n-workflow';
import { itemError } from '../../shared/api/errors';
import { everything } from '../output/returnAs';
import type { StreamedSession } from '../output/streamedSession';

/** The error of a session that failed, with everything that was transcribed in its details. */
export function sessionFailure(
	context: IExecuteSingleFunctions,
	streamed: StreamedSession,
	message: string,
	reason: string,
): NodeApiError {
	const { parts, report, acknowledgedSeconds } = streamed;
	const id = parts.sessionId;
	const seconds = acknowledgedSeconds.toFixed(2);
	return itemError(context, message, {
		description: [
			reason,
			`Gladia received ${seconds} seconds of audio. Everything transcribed so far is in the details`,
			id === null ? '' : `Gladia Get Result can read it too. Session ID: ${id}`,
		]
			.filter(Boolean)
			.join('. '),
		details: {
			session_id: id,
			acknowledged_bytes: report.acknowledgedBytes,
			acknowledged_seconds: acknowledgedSeconds,
			unfinished_utterances: [...parts.partials.values()],
			transcribed: everything(streamed),
		},
	});
}
