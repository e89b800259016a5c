import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { asNodeError } from '../../shared/api/errors';
import { isFinished, jobRequest, lacksResult, meansNotKept } from '../../shared/api/jobs';
import type { Connection } from '../../shared/api/transport';
import type { TranscriptionJob } from '../../shared/api/types';
import { waitUntilDone } from '../../shared/api/waitUntilDone';
import { dataIn, numberOrNull, valueAt } from '../../shared/json/values';
import type { CollectedParts } from '../messages/collectMessages';
import { collect } from '../messages/collectMessages';
import type { LiveMessage } from '../messages/liveMessage';
import { readMessage } from '../messages/liveMessage';
import type { StreamedSession } from './streamedSession';

/** Reported durations are rounded, so a smaller difference counts as none; in seconds. */
const TOLERANCE = 1;

/** The document that Gladia stores of a session, or why it could not be read. */
export interface StoredResult {
	/** As it was when done, or when the time was up. */
	job?: TranscriptionJob;
	/** Why there is none, for people. */
	problem: string;
	/** Whether Gladia keeps none, or does not return it. */
	isGone: boolean;
}

/**
 * Waits for the document of a session that has ended.
 *
 * @param patience how long, in milliseconds
 */
export async function readStoredResult(
	context: IExecuteSingleFunctions,
	connection: Connection,
	id: string,
	patience: number,
): Promise<StoredResult> {
	const request = jobRequest(connection, 'live', id);
	const wait = { deadline: Date.now() + patience, checkAtOnce: true };
	const requestDescription = { action: 'read the result of the session', parameter: 'Session URL' };
	try {
		const job = await waitUntilDone(context, request, wait, requestDescription);
		const isGone = job !== undefined && lacksResult(job);
		return { job: isGone ? undefined : job, isGone, problem: 'Gladia did not answer' };
	} catch (error) {
		context.getExecutionCancelSignal()?.throwIfAborted();
		const { message, description, context: facts } = asNodeError(context, error);
		const problem = [message, description].filter(Boolean).join('. ');
		return { problem, isGone: meansNotKept(Number(valueAt(facts, 'details.status_code'))) };
	}
}

/**
 * Whether Gladia has less of the audio than was sent to it; undefined when it has not reported how much
 * it has.
 *
 * @param job the document, when there is one
 */
export function lacksAudio(
	{ parts, readSeconds }: StreamedSession,
	job?: TranscriptionJob,
): boolean | undefined {
	const reported = [
		valueAt(job, 'file.audio_duration'),
		valueAt(job, 'result.metadata.audio_duration'),
		valueAt(parts.result, 'metadata.audio_duration'),
		parts.recordingDuration,
	].flatMap((seconds) => numberOrNull(seconds) ?? []);
	return reported.length === 0 ? undefined : Math.max(...reported) < readSeconds - TOLERANCE;
}

/** Adds what was missed: the document holds the messages and results of the session. */
export function completeFrom(
	job: TranscriptionJob | undefined,
	parts: CollectedParts,
	messages: LiveMessage[],
): void {
	if (job === undefined || !isFinished(job)) return;
	const { messages: stored, ...result } = (job.result ?? {}) as IDataObject;
	const known = new Set(messages.map((message) => JSON.stringify(message)));
	for (const text of Array.isArray(stored) ? stored : []) {
		const message = readMessage(typeof text === 'string' ? text : JSON.stringify(dataIn(text)));
		if (message === undefined) continue;
		collect(parts, message);
		if (!known.has(JSON.stringify(message))) messages.push(message);
	}
	if (Object.keys(result).length > 0) parts.result ??= result;
}
