import type { IExecuteFunctions, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import { isFinished } from '../../shared/api/jobs';
import type { Connection } from '../../shared/api/transport';
import type { TranscriptionJob } from '../../shared/api/types';
import { timedOutItems } from '../../shared/execution/timedOut';
import { chosenSpeakerNames, includeInput, shapeJob } from '../../shared/output/output';
import type { Track } from '../audio/track';
import type { LiveMessage } from '../messages/liveMessage';
import { ResponseStream } from '../output/responseStream';
import { sessionItems } from '../output/returnAs';
import { sessionDocument } from '../output/sessionDocument';
import type { StreamedSession } from '../output/streamedSession';
import { completeSession } from './completeSession';
import { sessionFailure } from './sessionFailure';
import { streamTrack } from './streamTrack';
import type { ValidatedStream } from './validateParameters';

/** The session that an item streams to. */
export interface SessionToStream {
	url: string;
	/** If it is known before the first message. */
	id?: string;
	isUsed: boolean;
	track: Track;
	/** Whether the user asked for acknowledgments; the session needs them in any case. */
	showsAcknowledgments: boolean;
}

/**
 * Streams an item's audio to a session and returns the chosen output.
 *
 * @param node the node's own context, which can respond to the workflow's caller
 * @throws NodeApiError with everything that was transcribed in its details
 */
export async function streamToItems(
	node: IExecuteFunctions,
	context: IExecuteSingleFunctions,
	connection: Connection,
	{ options, returnAs }: ValidatedStream,
	{ showsAcknowledgments, ...session }: SessionToStream,
): Promise<INodeExecutionData[]> {
	const messages: LiveMessage[] = [];
	const response =
		options.streamsResponse && ResponseStream.isWanted(node)
			? new ResponseStream(node, context.getItemIndex())
			: undefined;
	let streamed: StreamedSession;
	try {
		streamed = await streamTrack(context, {
			...session,
			options,
			onMessage(message) {
				response?.onMessage(message);
				const isWanted = message.type !== 'audio_chunk' || showsAcknowledgments;
				if (returnAs === 'messages' && isWanted) messages.push(message);
			},
		});
	} finally {
		response?.end();
	}
	const { sourceFailure, readBytes } = streamed.report;
	if (readBytes === 0 && sourceFailure === undefined) {
		const next = 'Check the source of the audio';
		throw sessionFailure(context, streamed, 'The audio is empty', next);
	}
	const job = await completeSession(context, connection, streamed, {
		isStored: returnAs === 'stored',
		fillsIn: returnAs === 'everything' || returnAs === 'utterances',
		messages,
		patience: options.resultWait,
	});
	if (sourceFailure !== undefined) {
		throw sessionFailure(context, streamed, 'The audio broke off', sourceFailure.message);
	}
	if (returnAs === 'stored') {
		return await storedItems(context, job ?? sessionDocument(streamed.parts));
	}
	const items = sessionItems(returnAs, streamed, messages, chosenSpeakerNames(context));
	return items.map(({ json }) => ({ json: includeInput(context, json) }));
}

async function storedItems(
	context: IExecuteSingleFunctions,
	job: TranscriptionJob,
): Promise<INodeExecutionData[]> {
	const items = await shapeJob(context, job);
	return isFinished(job) ? items : timedOutItems(items);
}
