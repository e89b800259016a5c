import type { IBinaryData, IExecuteSingleFunctions } from 'n8n-workflow';
import { FILES_AT_ONCE, Semaphore } from '../async/semaphore';
import { isDeclaredMedia } from '../media/mediaType';
import { nonMediaIn, PEEK } from '../media/nonMedia';
import { StoredFile } from '../media/storedFile';
import { itemError } from './errors';
import { inputFieldOf } from './inputField';

/** The label of the field that names a binary field. */
export const BINARY_FIELD_LABEL = 'Input Data Field Name';
/** Where a node offers all files of the item. */
export const ALL_FILES_LABEL = 'All Audio Files';

const MEGABYTE = 1_000_000;
/** Largest file that Gladia takes, in megabytes. */
const LARGEST_FILE = 1000;

/** Files that are looked into at the same time, whatever the number of items. */
const peeks = new Semaphore(FILES_AT_ONCE);

/** A file of the item. */
export interface ItemFile {
	/** The name that the user knows it by: of its binary field, or its own. */
	name: string;
	file: StoredFile;
}

/**
 * The audio in a binary field of the item, ready to send.
 *
 * @param field the field's name, or the binary data itself (from an expression)
 * @throws NodeApiError when there is no such file (see `findFile`), or when it is empty, larger than
 *   1000 MB, or plainly neither audio nor video
 */
export async function requireFile(
	context: IExecuteSingleFunctions,
	field: unknown,
): Promise<StoredFile> {
	const { name, binary } = binaryOf(context, field, { offersAll: true });
	return await checkedFile(context, name, binary);
}

/**
 * Names of the binary fields of the item whose files call themselves audio or video.
 *
 * @throws NodeApiError when there are none
 */
export function requireMediaFields(context: IExecuteSingleFunctions): string[] {
	const names = mediaFields(context);
	if (names.length > 0) return names;
	throw itemError(context, 'The item has no audio or video file', {
		description: whatIsThere(context),
	});
}

/**
 * The file in a binary field of the item, of any size and kind. If the item has no such field, and
 * exactly one audio or video file, that one is meant: n8n names files after the fields of a form, or
 * the attachments of an e-mail.
 *
 * @param isExact whether no other file can be meant
 * @throws NodeApiError when there is no such file, or it is empty
 */
export async function findFile(
	context: IExecuteSingleFunctions,
	field: unknown,
	isExact = false,
): Promise<ItemFile> {
	const { name, binary } = binaryOf(context, field, { isExact });
	return { name, file: await filledFile(context, name, binary) };
}

async function filledFile(
	context: IExecuteSingleFunctions,
	name: string,
	binary: IBinaryData,
): Promise<StoredFile> {
	const file = new StoredFile(context, binary, await sizeOf(context, binary));
	if (file.size > 0) return file;
	throw itemError(context, `${theFile(context, name)} is empty`, {
		description: 'Check the node that made or downloaded the file',
	});
}

async function checkedFile(
	context: IExecuteSingleFunctions,
	name: string,
	binary: IBinaryData,
): Promise<StoredFile> {
	const file = await filledFile(context, name, binary);
	if (file.size > LARGEST_FILE * MEGABYTE) {
		const megabytes = Math.ceil(file.size / MEGABYTE);
		throw itemError(
			context,
			`${theFile(context, name)} has ${megabytes} MB, more than the ${LARGEST_FILE} MB that Gladia takes`,
			{ description: 'Split the recording, or compress it, e.g. to MP3 or Opus' },
		);
	}
	const head = await peeks.run(async () => await file.head(PEEK));
	const nonMedia = nonMediaIn(head, isDeclaredMedia(binary));
	if (nonMedia === undefined) return file;
	const others = mediaFields(context).filter((other) => other !== name);
	const elsewhere =
		others.length === 0 ? '' : `. Audio or video files of this item are in: ${others.join(', ')}`;
	throw itemError(context, `${theFile(context, name)} is ${nonMedia.name}, not audio or video`, {
		description: `${nonMedia.advice}${elsewhere}`,
	});
}

/** Where the context is for one file, the error names its field, and the form does not. */
function theFile(context: IExecuteSingleFunctions, name: string): string {
	if (inputFieldOf(context) !== undefined) return 'The file';
	return `The file in '${BINARY_FIELD_LABEL}' ("${name}")`;
}

function binaryOf(
	context: IExecuteSingleFunctions,
	field: unknown,
	{ isExact = false, offersAll = false },
): { name: string; binary: IBinaryData } {
	if (typeof field === 'object' && field !== null && 'mimeType' in field) {
		const binary = field as IBinaryData;
		return { name: binary.fileName || 'audio', binary };
	}
	const name = typeof field === 'string' ? field.trim() : '';
	const fields = fieldsOf(context);
	const binary = fields[name];
	if (binary !== undefined) return { name, binary };
	const candidates = isExact ? [] : mediaFields(context);
	const [only = ''] = candidates;
	const meant = fields[only];
	if (candidates.length === 1 && meant !== undefined) return { name: only, binary: meant };
	throw itemError(context, `The item has no file in '${BINARY_FIELD_LABEL}' ("${name}")`, {
		description:
			candidates.length > 1
				? `It has several audio or video files: enter the name of one of these fields: ${candidates.join(', ')}${offersAll ? `. Or choose '${ALL_FILES_LABEL}'` : ''}`
				: whatIsThere(context),
	});
}

function whatIsThere(context: IExecuteSingleFunctions): string {
	const files = Object.entries(fieldsOf(context));
	if (files.length === 0) {
		return 'The item has no files at all: put a node before this one that reads or downloads the audio';
	}
	const list = files.map(
		([name, { fileName, mimeType }]) =>
			`${name} (${[fileName, mimeType].filter(Boolean).join(', ')})`,
	);
	return `Files of this item are in: ${list.join('; ')}`;
}

function fieldsOf(context: IExecuteSingleFunctions): Record<string, IBinaryData> {
	return context.getInputData().binary ?? {};
}

/** Names of the binary fields whose files call themselves audio or video. */
function mediaFields(context: IExecuteSingleFunctions): string[] {
	return Object.entries(fieldsOf(context)).flatMap(([name, binary]) =>
		isDeclaredMedia(binary) ? [name] : [],
	);
}

async function sizeOf(context: IExecuteSingleFunctions, binary: IBinaryData): Promise<number> {
	if (binary.id === undefined) return Buffer.byteLength(binary.data, 'base64');
	return (await context.helpers.getBinaryMetadata(binary.id)).fileSize;
}
