import type { IDataObject } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/api/types';
import type { GladiaEvent } from '../../shared/callbacks/gladiaEvent';
import { readGladiaEvent } from '../../shared/callbacks/gladiaEvent';
import { isRecord } from '../../shared/json/values';

/** Largest callback that is read, in bytes. A larger one still tells that a job has ended. */
export const LARGEST_BODY = 16_000_000;

/** What a callback says; none of it is trusted before the API has been asked. */
export interface Callback {
	/** Undefined when the body was not read. */
	id?: string;
	/** The finished job, as far as the callback reports it. */
	job?: TranscriptionJob;
	/** Set when the node itself calls: id of the suspension that it means. */
	suspension?: string;
}

/**
 * Reads the body of a call: a callback of Gladia in any known form, or a call of the node itself.
 *
 * @param text undefined when the body was not read
 */
export function readCallback(text: string | undefined): Callback {
	const body = jsonParse<unknown>(text ?? '', { fallbackValue: null });
	if (!isRecord(body)) return {};
	if (typeof body.suspension === 'string') return { suspension: body.suspension };
	const event = readGladiaEvent(body);
	if (event !== undefined) return { id: event.id, job: jobIn(event) };
	return typeof body.id === 'string' ? { id: body.id } : {};
}

function jobIn({ id, event, result, error, customMetadata }: GladiaEvent): Callback['job'] {
	const job = {
		id,
		kind: 'pre-recorded',
		...(customMetadata ? { custom_metadata: customMetadata } : {}),
	};
	if (event === 'transcription.success' && result !== undefined) {
		return asJob({ ...job, status: 'done', result });
	}
	if (event === 'transcription.error') {
		const code = isRecord(error) ? error.code : undefined;
		return asJob({ ...job, status: 'error', error_code: code ?? null });
	}
	return undefined;
}

/** A callback carries only some fields of a job, and those unchecked, as all of a job is. */
function asJob(fields: object): TranscriptionJob {
	return fields as IDataObject & TranscriptionJob;
}
