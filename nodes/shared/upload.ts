import type {
	IBinaryData,
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { UPLOAD_PATH } from './endpoints';
import { expectSuccess, itemError } from './errors';
import { upload } from './retry';
import { StoredFile } from './storedFile';
import type { Connection } from './transport';
import { jsonBody, send } from './transport';

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
	return await postUpload(context, BINARY_FIELD_LABEL, () => {
		const body = new FormData();
		body.append('audio', file);
		return { ...connection, body };
	});
}

/** Has Gladia fetch audio from an address, once and for all later jobs. */
export async function uploadUrl(
	context: IExecuteSingleFunctions,
	connection: Connection,
	audioUrl: string,
): Promise<UploadAnswer> {
	return await postUpload(context, AUDIO_URL_LABEL, () => ({
		...connection,
		body: { audio_url: audioUrl },
	}));
}

async function postUpload(
	context: IExecuteSingleFunctions,
	parameter: string,
	request: () => Partial<IHttpRequestOptions>,
): Promise<UploadAnswer> {
	const outcome = await send(
		context,
		() => ({ ...request(), method: 'POST', url: UPLOAD_PATH, json: true }),
		upload,
	);
	const subject = { action: 'upload the audio', parameter, itemIndex: context.getItemIndex() };
	return jsonBody(expectSuccess(context.getNode(), outcome, subject));
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
	const binary = binaryOf(context, field);
	const size = await sizeOf(context, binary);
	const name = typeof field === 'string' ? field : (binary.fileName ?? 'file');
	if (size === 0) {
		throw mistake(context, `The file in '${BINARY_FIELD_LABEL}' ("${name}") is empty`, {
			next: 'Check the node that made or downloaded the file',
		});
	}
	if (size > LARGEST_FILE * MEGABYTE) {
		const megabytes = Math.ceil(size / MEGABYTE);
		throw mistake(
			context,
			`The file in '${BINARY_FIELD_LABEL}' ("${name}") has ${megabytes} MB, more than the ${LARGEST_FILE} MB that Gladia takes`,
			{ next: 'Split the recording, or compress it, e.g. to MP3 or Opus' },
		);
	}
	return new StoredFile(context, binary, size);
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
