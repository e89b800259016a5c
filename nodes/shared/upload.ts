import type { IBinaryData, IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { collectionPath, UPLOAD_PATH } from './endpoints';
import { expectSuccess, itemError } from './errors';
import { repeatable, upload } from './retry';
import { StoredFile } from './storedFile';
import type { Connection, GladiaResponse } from './transport';
import { jsonBody, send, succeeded } from './transport';
import { Unanswered } from './unanswered';

const MEGABYTE = 1_000_000;
/** Largest file that Gladia takes, in megabytes. */
const LARGEST_FILE = 1000;

/** What the API says about uploaded audio: `audio_url` and `audio_metadata`. */
export type UploadAnswer = IDataObject;

/** The labels of the fields that a mistake is reported at. */
export const BINARY_FIELD_LABEL = 'Input Binary Field';
export const AUDIO_URL_LABEL = 'Audio URL';

/**
 * Sends a file of the item to Gladia as a stream, so that its size does not matter for n8n's memory.
 */
export async function uploadFile(
	context: IExecuteSingleFunctions,
	connection: Connection,
	file: StoredFile,
): Promise<UploadAnswer> {
	try {
		return await postUpload(context, connection, BINARY_FIELD_LABEL, () => {
			const body = new FormData();
			body.append('audio', file);
			return body;
		});
	} finally {
		file.close();
	}
}

/** Has Gladia fetch audio from an address, once and for all later jobs. */
export async function uploadUrl(
	context: IExecuteSingleFunctions,
	connection: Connection,
	audioUrl: string,
): Promise<UploadAnswer> {
	return await postUpload(context, connection, AUDIO_URL_LABEL, () => ({ audio_url: audioUrl }));
}

async function postUpload(
	context: IExecuteSingleFunctions,
	connection: Connection,
	parameter: string,
	makeBody: () => FormData | IDataObject,
): Promise<UploadAnswer> {
	const outcome = await send(
		context,
		() => ({ ...connection, method: 'POST', url: UPLOAD_PATH, body: makeBody(), json: true }),
		upload,
	);
	const subject = { action: 'upload the audio', parameter, itemIndex: context.getItemIndex() };
	const known = outcome instanceof Unanswered ? await refusalOf(context, connection) : undefined;
	return jsonBody(expectSuccess(context.getNode(), known ?? outcome, subject));
}

/**
 * A server that refuses an upload hangs up while the file is still being sent, and its answer is
 * often lost with the line. A small request finds out whether it was the key or the plan.
 */
async function refusalOf(
	context: IExecuteSingleFunctions,
	connection: Connection,
): Promise<GladiaResponse | undefined> {
	const url = collectionPath('pre-recorded');
	const outcome = await send(
		context,
		() => ({ ...connection, method: 'GET', url, qs: { limit: 1 }, json: true }),
		{ ...repeatable, tries: 1 },
	);
	return outcome instanceof Unanswered || succeeded(outcome) ? undefined : outcome;
}

/**
 * The file in a binary field of the item, ready to be sent.
 *
 * @param field the field's name, or the binary data itself (from an expression)
 * @throws NodeApiError when the item has no such field, or the file is empty or above 1000 MB
 */
export async function requireFile(
	context: IExecuteSingleFunctions,
	field: unknown,
): Promise<StoredFile> {
	const file = await findFile(context, field);
	if (file.size > LARGEST_FILE * MEGABYTE) {
		const megabytes = Math.ceil(file.size / MEGABYTE);
		throw mistake(
			context,
			`The file in '${BINARY_FIELD_LABEL}' ("${nameOf(field, file)}") has ${megabytes} MB, more than the ${LARGEST_FILE} MB that Gladia takes`,
			{ next: 'Split the recording, or compress it, e.g. to MP3 or Opus' },
		);
	}
	return file;
}

/**
 * The file in a binary field of the item, of any size.
 *
 * @throws NodeApiError when the item has no such field, or the file is empty
 */
export async function findFile(
	context: IExecuteSingleFunctions,
	field: unknown,
): Promise<StoredFile> {
	const binary = binaryOf(context, field);
	const file = new StoredFile(context, binary, await sizeOf(context, binary));
	if (file.size > 0) return file;
	throw mistake(
		context,
		`The file in '${BINARY_FIELD_LABEL}' ("${nameOf(field, file)}") is empty`,
		{ next: 'Check the node that made or downloaded the file' },
	);
}

/** What the user knows the file by. */
export function nameOf(field: unknown, file: StoredFile): string {
	return typeof field === 'string' ? field : file.name;
}

function binaryOf(context: IExecuteSingleFunctions, field: unknown): IBinaryData {
	if (typeof field === 'object' && field !== null && 'mimeType' in field) {
		return field as IBinaryData;
	}
	const name = typeof field === 'string' ? field.trim() : '';
	const fields = context.getInputData().binary ?? {};
	const binary = fields[name];
	if (binary !== undefined) return binary;
	const present = Object.keys(fields);
	throw mistake(context, `The item has no file in '${BINARY_FIELD_LABEL}' ("${name}")`, {
		next:
			present.length === 0
				? 'The item has no files at all: put a node before this one that reads or downloads the audio'
				: `Files of this item are in: ${present.join(', ')}`,
	});
}

async function sizeOf(context: IExecuteSingleFunctions, binary: IBinaryData): Promise<number> {
	if (binary.id === undefined) return Buffer.byteLength(binary.data, 'base64');
	return (await context.helpers.getBinaryMetadata(binary.id)).fileSize;
}

function mistake(context: IExecuteSingleFunctions, message: string, { next }: { next: string }) {
	return itemError(context.getNode(), message, {
		itemIndex: context.getItemIndex(),
		description: next,
	});
}
