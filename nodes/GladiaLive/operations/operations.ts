import type {
	IDataObject,
	IExecuteFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { itemError } from '../../shared/api/errors';
import { isRecord } from '../../shared/json/values';
import { credentialConnection } from '../../shared/api/transport';
import { MAX_SESSION_SECONDS } from '../audio/audioFormat';
import { checkLength, planStart, planStream, type Plan } from './validate';
import { requireSessionUrl, startSession } from './startSession';
import { streamSession } from './streamSession';

/** A start or a status check answers at once, or something is wrong; in milliseconds. */
const REQUEST_TIMEOUT = 60_000;

/** Remembers the session of an item, so that a failure of another one can name it. */
type Announce = (sessionId: string) => void;

/** What an item is about to do: everything is checked, nothing has been sent. */
export interface PreparedItem {
	options: Plan['options'];
	run: (announce: Announce) => Promise<INodeExecutionData[]>;
}

type Prepare = (
	node: IExecuteFunctions,
	context: IExecuteSingleFunctions,
) => PreparedItem | Promise<PreparedItem>;

const start: Prepare = (_node, context) => {
	const { body: planned, options } = planStart(context);
	// Off by choice, but Stream to Existing Session could not go on over a broken line.
	const body = refusesAcknowledgments(planned) ? withAcknowledgments(planned) : planned;
	return {
		options,
		async run(announce) {
			const connection = await credentialConnection(context, REQUEST_TIMEOUT);
			const request = { body, region: options.region, patience: options.maxWait };
			const session = await startSession(context, connection, request);
			announce(session.id);
			const json: IDataObject = {
				...session,
				max_duration_seconds: MAX_SESSION_SECONDS,
				expiry_hint:
					'The token in the URL is temporary: connect soon, and use the same URL to reconnect',
			};
			return [{ json }];
		},
	};
};

const transcribe: Prepare = async (node, context) => {
	const plan = await planStream(context, true);
	const { body, options, audio } = plan;
	return {
		options,
		async run(announce) {
			const connection = await credentialConnection(context, REQUEST_TIMEOUT);
			const track = await audio.open();
			try {
				checkLength(context, track, options);
				const session = await startSession(context, connection, {
					body: withAcknowledgments({ ...track.format, ...body }),
					region: options.region,
					patience: options.maxWait,
				});
				announce(session.id);
				return await streamSession(node, context, connection, plan, {
					...session,
					isUsed: false,
					track,
					showsAcknowledgments: wantsAcknowledgments(body),
				});
			} finally {
				track.close();
			}
		},
	};
};

const stream: Prepare = async (node, context) => {
	const plan = await planStream(context, false);
	const connection = await credentialConnection(context, REQUEST_TIMEOUT);
	const url = String(context.getNodeParameter('sessionUrl', '')).trim();
	if (url === '') {
		throw itemError(context, "'Session URL' is empty", {
			description: "Map the 'url' that Start Session returned",
		});
	}
	requireSessionUrl(context, connection, url, "'Session URL'");
	return {
		options: plan.options,
		async run() {
			const track = await plan.audio.open();
			try {
				checkLength(context, track, plan.options);
				return await streamSession(node, context, connection, plan, {
					url,
					isUsed: true,
					track,
					showsAcknowledgments: false,
				});
			} finally {
				track.close();
			}
		},
	};
};

/** Value of `operation` → what it does. */
const operations: Record<string, Prepare> = { start, stream, transcribe };

/** The operation of an item. @throws NodeApiError for one that does not exist */
export function operationOf(context: IExecuteSingleFunctions): Prepare {
	const name = String(context.getNodeParameter('operation', 'transcribe'));
	const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
	if (operation !== undefined) return operation;
	throw itemError(context, `'Operation' does not know the value '${name}'`, {
		description: `Use one of ${Object.keys(operations).join(', ')}`,
	});
}

/** Without them nothing would tell where to go on when the line breaks. */
function withAcknowledgments(body: IDataObject): IDataObject {
	const messages = isRecord(body.messages_config) ? body.messages_config : {};
	return { ...body, messages_config: { ...messages, receive_acknowledgments: true } };
}

function refusesAcknowledgments({ messages_config: messages }: IDataObject): boolean {
	return isRecord(messages) && messages.receive_acknowledgments === false;
}

function wantsAcknowledgments({ messages_config: messages }: IDataObject): boolean {
	return isRecord(messages) && messages.receive_acknowledgments === true;
}
