import type { IWebhookFunctions } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/api/types';
import type { GladiaEvent } from '../../shared/callbacks/gladiaEvent';
import { readGladiaEvent } from '../../shared/callbacks/gladiaEvent';
import { isRecord } from '../../shared/json/values';

/**
 * Largest callback that is read, in bytes. A larger one is a signal all the same; n8n would refuse it
 * whole, which is why this node has it leave the body alone (see `bodyUnread`).
 */
const LARGEST_BODY = 16_000_000;

/** What a callback says; nothing of it is believed before the API was asked. */
export interface Callback {
	/** Undefined when the body was not read. */
	id?: string;
	/** The finished job as far as the callback tells it. */
	job?: TranscriptionJob;
	/** Set when the node itself calls: the sleep that it means. */
	sleep?: string;
}

/** The body as n8n's server offers it to those who read it themselves. */
interface UnreadRequest {
	headers: Record<string, unknown>;
	rawBody?: Buffer;
	readRawBody?: () => Promise<void>;
	resume?: () => void;
}

/** Reads a callback of a job. */
export async function readCallback(context: IWebhookFunctions): Promise<Callback> {
	const request = context.getRequestObject() as unknown as UnreadRequest;
	const length = Number(request.headers['content-length']);
	if (!(length <= LARGEST_BODY)) {
		// Let it run out, so that the sender gets the answer instead of a broken line.
		request.resume?.();
		return {};
	}
	try {
		await request.readRawBody?.();
	} catch {
		// Above the limit of this n8n, which may be lower.
		request.resume?.();
		return {};
	}
	return readBody(request.rawBody?.toString('utf8') ?? '');
}

function readBody(text: string): Callback {
	const body = jsonParse<unknown>(text, { fallbackValue: null });
	if (isRecord(body) && typeof body.sleep === 'string') return { sleep: body.sleep };
	const event = readGladiaEvent(body);
	if (event === undefined)
		return isRecord(body) && typeof body.id === 'string' ? { id: body.id } : {};
	return { id: event.id, job: jobIn(event) };
}

function jobIn({ id, event, result, error, customMetadata }: GladiaEvent): Callback['job'] {
	const told = {
		id,
		kind: 'pre-recorded',
		...(customMetadata ? { custom_metadata: customMetadata } : {}),
	};
	if (event === 'transcription.success' && result !== undefined) {
		return { ...told, status: 'done', result } as unknown as TranscriptionJob;
	}
	if (event === 'transcription.error') {
		const code = isRecord(error) ? error.code : undefined;
		return { ...told, status: 'error', error_code: code ?? null } as unknown as TranscriptionJob;
	}
	return undefined;
}
