import type {
	IDataObject,
	IExecuteFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import type { TranscriptionJob } from '../shared/apiTypes';
import { jobPath } from '../shared/endpoints';
import { itemError } from '../shared/errors';
import { dataIn } from '../shared/result/document';
import { shapeJob } from '../shared/result/output';
import type { Connection } from '../shared/transport';
import { isFinished, waitUntilDone } from '../shared/waiting';
import { collect, readMessage, type LiveMessage } from './messages';
import { everything, sessionItems } from './outputs';
import type { StreamPlan } from './plan';
import { ResponseStream } from './responseStream';
import { streamAudio, type StreamedSession } from './streamAudio';
import type { Track } from './track';

/** How long the document of a session that has ended is waited for, in milliseconds. */
const RESULT_WAIT = 2 * 60_000;
const SESSION_LABEL = 'Session URL';

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
	const { end, sourceFailure } = streamed.report;
	if (end.how === 'lost') throw failure(context, streamed, LOST, end.reason);
	const job =
		end.how === 'unconfirmed' || returnAs === 'stored'
			? await storedJob(context, connection, streamed)
			: undefined;
	if (end.how === 'unconfirmed') completeFrom(job, streamed, messages);
	if (sourceFailure !== undefined) {
		throw failure(context, streamed, 'The audio broke off', sourceFailure.message);
	}
	if (returnAs === 'stored' && job !== undefined) return await storedItems(context, job);
	if (job === undefined || isFinished(job)) return sessionItems(returnAs, streamed, messages);
	throw failure(context, streamed, 'The end of the live session was not heard', end.reason);
}

const LOST = 'The live session could not be completed';

async function storedItems(
	context: IExecuteSingleFunctions,
	job: TranscriptionJob,
): Promise<INodeExecutionData[]> {
	const items = await shapeJob(context, job);
	if (isFinished(job)) return items;
	return items.map((item) => ({ ...item, json: { ...item.json, timed_out: true } }));
}

/** The document that Gladia keeps of the session, as it is when done or when the time is up. */
async function storedJob(
	context: IExecuteSingleFunctions,
	connection: Connection,
	streamed: StreamedSession,
): Promise<TranscriptionJob> {
	const id = streamed.parts.sessionId;
	if (id === null) {
		const why = 'No message of Gladia named the session';
		throw failure(context, streamed, 'The ID of the live session is not known', why);
	}
	const wait = { url: jobPath('live', id), deadline: Date.now() + RESULT_WAIT, checkAtOnce: true };
	const subject = {
		action: 'read the result of the session',
		parameter: SESSION_LABEL,
		itemIndex: context.getItemIndex(),
	};
	const job = await waitUntilDone(context, connection, wait, subject);
	if (job !== undefined) return job;
	const why = 'Gladia gave no answer';
	throw failure(context, streamed, 'The result of the live session could not be read', why);
}

/** Adds what was missed: the document holds the messages of the session, and its results. */
function completeFrom(
	job: TranscriptionJob | undefined,
	{ parts }: StreamedSession,
	messages: LiveMessage[],
): void {
	const { messages: stored, ...result } = (job?.result ?? {}) as IDataObject;
	const known = new Set(messages.map((message) => JSON.stringify(message)));
	for (const text of Array.isArray(stored) ? stored : []) {
		const message = readMessage(typeof text === 'string' ? text : JSON.stringify(dataIn(text)));
		if (message === undefined) continue;
		collect(parts, message);
		if (!known.has(JSON.stringify(message))) messages.push(message);
	}
	if (Object.keys(result).length > 0) parts.result ??= result;
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
	return itemError(context.getNode(), message, {
		itemIndex: context.getItemIndex(),
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
