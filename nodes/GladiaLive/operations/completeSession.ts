import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { isFinished } from '../../shared/api/jobs';
import type { Connection } from '../../shared/api/transport';
import type { TranscriptionJob } from '../../shared/api/types';
import type { LiveMessage } from '../messages/liveMessage';
import type { StoredResult } from '../output/storedResult';
import { completeFrom, lacksAudio, readStoredResult } from '../output/storedResult';
import type { StreamedSession } from '../output/streamedSession';
import { sessionFailure } from './sessionFailure';

/** What the stored result of a session is needed for. */
export interface Completion {
	/** Whether the document itself is the output. */
	isStored: boolean;
	/** Whether to fill in what was missed while the connection was down. */
	fillsIn: boolean;
	/** The received messages, for those who want them. */
	messages: LiveMessage[];
	/** How long to wait for the document, in milliseconds. */
	patience: number;
}

const LOST = 'The live session could not be completed';

/**
 * Completes what a session reported from the document that Gladia stores of it, if something is missing.
 *
 * @returns the document, when it was needed and there is one
 * @throws NodeApiError when the session is lost, or its end is not known
 */
export async function completeSession(
	context: IExecuteSingleFunctions,
	connection: Connection,
	streamed: StreamedSession,
	{ isStored, fillsIn, messages, patience }: Completion,
): Promise<TranscriptionJob | undefined> {
	const { parts, report } = streamed;
	const { outcome, reason } = report.end;
	const mayHaveArrived = report.isAllSent && parts.sessionId !== null;
	if (outcome === 'lost' && !mayHaveArrived) throw sessionFailure(context, streamed, LOST, reason);
	const isUnsure = report.acknowledgedBytes < report.readBytes;
	if (outcome === 'complete' && isUnsure && lacksAudio(streamed) === true) {
		const why = 'Gladia ended the session before it had received all audio';
		throw sessionFailure(context, streamed, LOST, why);
	}
	// If the session reported its result, that has what was missed while the connection was down.
	const mayLack = fillsIn && report.reconnects > 0 && parts.result === null;
	const isUseful = isStored || (mayLack && parts.sessionId !== null);
	if (outcome === 'complete' && !isUseful) return undefined;
	// A session that may still be open for another connection has no result to wait for.
	const wait = outcome === 'lost' && !report.isOver ? 0 : patience;
	const { job, isGone, problem } = await readStored(context, connection, wait, streamed);
	const hasResult = job !== undefined && isFinished(job);
	// Acknowledgments may be missing, but not audio.
	if (outcome === 'lost' && !(hasResult && lacksAudio(streamed, job) === false)) {
		throw sessionFailure(context, streamed, LOST, reason);
	}
	if (outcome !== 'complete' && !hasResult) {
		const what = 'The end of the live session was not received';
		throw sessionFailure(context, streamed, what, reason);
	}
	if (outcome !== 'complete' || mayLack) completeFrom(job, parts, messages);
	if (outcome === 'complete' && !isStored) return undefined;
	// If Gladia keeps no result, nothing is lost: everything was received.
	if (job === undefined && !isGone) {
		const what = 'The result of the live session could not be read';
		throw sessionFailure(context, streamed, what, problem);
	}
	return job;
}

async function readStored(
	context: IExecuteSingleFunctions,
	connection: Connection,
	patience: number,
	streamed: StreamedSession,
): Promise<StoredResult> {
	const id = streamed.parts.sessionId;
	if (id !== null) return await readStoredResult(context, connection, id, patience);
	const why = 'No message from Gladia contained it';
	throw sessionFailure(context, streamed, 'The ID of the live session is not known', why);
}
