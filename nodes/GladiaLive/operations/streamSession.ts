import type { IExecuteFunctions, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/api/types';
import { itemError } from '../../shared/api/errors';
import { shapeJob } from '../../shared/output/output';
import type { Connection } from '../../shared/api/transport';
import { isFinished } from '../../shared/api/jobs';
import type { LiveMessage } from '../session/messages';
import { everything, sessionItems } from '../output/outputs';
import type { StreamPlan } from './validate';
import { ResponseStream } from '../output/responseStream';
import {
	completeFrom,
	lacksAudio,
	readStoredResult,
	type StoredResult,
} from '../output/storedResult';
import { streamAudio, type StreamedSession } from './streamAudio';
import type { Track } from '../audio/track';
import { asJob } from '../output/transcript';

export interface SessionToStream {
	url: string;
	/** Where it is known before the first message. */
	id?: string;
	isUsed: boolean;
	track: Track;
	/** Whether acknowledgments were asked for, and not only needed. */
	showsAcknowledgments: boolean;
}

/**
 * Streams an item's audio to a session and gives the chosen output.
 *
 * @param node the node's own context, which can answer the workflow's caller
 * @throws NodeApiError with everything that was transcribed in its details
 */
export async function streamSession(
	node: IExecuteFunctions,
	context: IExecuteSingleFunctions,
	connection: Connection,
	{ options, returnAs }: StreamPlan,
	{ showsAcknowledgments, ...session }: SessionToStream,
): Promise<INodeExecutionData[]> {
	const messages: LiveMessage[] = [];
	const response =
		options.streamsResponse && ResponseStream.isWanted(node)
			? new ResponseStream(node, context.getItemIndex())
			: undefined;
	let streamed: StreamedSession;
	try {
		streamed = await streamAudio(context, {
			...session,
			options,
			hear(message) {
				response?.hear(message);
				const isWanted = message.type !== 'audio_chunk' || showsAcknowledgments;
				if (returnAs === 'messages' && isWanted) messages.push(message);
			},
		});
	} finally {
		response?.end();
	}
	const { sourceFailure, readBytes } = streamed.report;
	if (readBytes === 0 && sourceFailure === undefined) {
		throw failure(context, streamed, 'The audio has no sound in it', NO_SOUND);
	}
	const job = await finish(context, connection, options.resultWait, streamed, {
		isStored: returnAs === 'stored',
		fillsIn: returnAs === 'everything' || returnAs === 'utterances',
		messages,
	});
	if (sourceFailure !== undefined) {
		throw failure(context, streamed, 'The audio broke off', sourceFailure.message);
	}
	if (returnAs === 'stored') return await storedItems(context, job ?? asJob(streamed.parts));
	return sessionItems(returnAs, streamed, messages);
}

const LOST = 'The live session could not be completed';
const NO_SOUND = 'Check the source of the audio';

async function storedItems(
	context: IExecuteSingleFunctions,
	job: TranscriptionJob,
): Promise<INodeExecutionData[]> {
	const items = await shapeJob(context, job);
	if (isFinished(job)) return items;
	return items.map((item) => ({ ...item, json: { ...item.json, timed_out: true } }));
}

interface Completion {
	/** Whether the document itself is wanted. */
	isStored: boolean;
	/** Whether what was missed while the line was down is wanted. */
	fillsIn: boolean;
	/** What was heard, for those who want the messages. */
	messages: LiveMessage[];
}

/**
 * Completes what was heard from the document that Gladia keeps, where something is missing.
 *
 * @returns the document, when it was needed and there is one
 * @throws NodeApiError when the session is lost, or its end is not known
 */
async function finish(
	context: IExecuteSingleFunctions,
	connection: Connection,
	patience: number,
	streamed: StreamedSession,
	{ isStored, fillsIn, messages }: Completion,
): Promise<TranscriptionJob | undefined> {
	const { parts, report } = streamed;
	const { how, reason } = report.end;
	const canBeWhole = report.isAllSent && parts.sessionId !== null;
	if (how === 'lost' && !canBeWhole) throw failure(context, streamed, LOST, reason);
	const isUnsure = report.acknowledgedBytes < report.readBytes;
	if (how === 'complete' && isUnsure && lacksAudio(streamed) === true) {
		throw failure(context, streamed, LOST, 'Gladia ended the session before it had all audio');
	}
	// Otherwise the result of the session, which was heard, tells what came while the line was down.
	const mayLack = fillsIn && report.reconnects > 0 && parts.result === null;
	const isUseful = isStored || (mayLack && parts.sessionId !== null);
	if (how === 'complete' && !isUseful) return undefined;
	// Nothing is waited for in a session that may still be open for another line.
	const wait = how === 'lost' && !report.isOver ? 0 : patience;
	const stored = await readStored(context, connection, wait, streamed);
	const { job, isGone, problem } = stored;
	const isThere = job !== undefined && isFinished(job);
	// Confirmations may be missing, but not the audio.
	if (how === 'lost' && !(isThere && lacksAudio(streamed, job) === false)) {
		throw failure(context, streamed, LOST, reason);
	}
	if (how !== 'complete' && !isThere) {
		throw failure(context, streamed, 'The end of the live session was not heard', reason);
	}
	if (how !== 'complete' || mayLack) completeFrom(job, parts, messages);
	if (how === 'complete' && !isStored) return undefined;
	// Everything was heard: that Gladia keeps no result of it is no loss.
	if (job === undefined && !isGone) {
		const what = 'The result of the live session could not be read';
		throw failure(context, streamed, what, problem);
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
	const why = 'No message of Gladia named the session';
	throw failure(context, streamed, 'The ID of the live session is not known', why);
}

/** Nothing that was transcribed is lost with the error. */
function failure(
	context: IExecuteSingleFunctions,
	streamed: StreamedSession,
	message: string,
	reason: string,
) {
	const { parts, report, acknowledgedSeconds } = streamed;
	const id = parts.sessionId;
	const seconds = acknowledgedSeconds.toFixed(2);
	return itemError(context, message, {
		description: [
			reason,
			`Gladia has taken ${seconds} seconds of audio. What was transcribed is in the details`,
			id === null ? '' : `It can also be read with Gladia Get Result. Session ID: ${id}`,
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
