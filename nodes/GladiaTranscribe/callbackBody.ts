import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import type { TranscriptionJob } from '../shared/apiTypes';

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
	let body: IDataObject | null;
	try {
		body = JSON.parse(text) as IDataObject | null;
	} catch {
		return {};
	}
	const { id, event, payload, error, custom_metadata } = body ?? {};
	if (typeof id !== 'string') return {};
	const told = { id, kind: 'pre-recorded', ...(custom_metadata ? { custom_metadata } : {}) };
	if (event === 'transcription.success' && typeof payload === 'object' && payload !== null) {
		return { id, job: { ...told, status: 'done', result: payload } as unknown as TranscriptionJob };
	}
	if (event === 'transcription.error') {
		const { code } = (error ?? {}) as IDataObject;
		const failed = { ...told, status: 'error', error_code: code ?? null };
		return { id, job: failed as unknown as TranscriptionJob };
	}
	return { id };
}
