import type { IDataObject, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { warnOfLength, wavSeconds } from '../media/audioLength';
import { AUDIO_LIMITS } from '../media/audioLimits';
import type { StoredFile } from '../media/storedFile';
import { UPLOAD_PATH } from './endpoints';
import type { FailureText } from './failureTexts';
import { inputFieldOf } from './inputField';
import { ALL_FILES_LABEL, BINARY_FIELD_LABEL } from './itemFile';
import type { UploadFailureTexts } from './postUpload';
import { postUpload } from './postUpload';
import { upload } from './retryPolicy';
import type { Connection } from './transport';

/** The label of the field for an address. */
export const AUDIO_URL_LABEL = 'Audio URL';

const USE_URL =
	"Give the address of the audio to Gladia Transcribe instead ('Audio Source': 'URL'): that needs no upload";

const withoutUpload: FailureText = {
	what: () => 'Gladia does not allow this account to upload the audio',
	next: () =>
		`File upload is disabled on accounts with zero data retention, and plans differ. ${USE_URL}`,
};

const unreadableFile: FailureText = {
	what: ({ parameter }) => `Gladia does not take the file in '${parameter}'`,
	next: () =>
		`Check that it is a playable audio or video file, e.g. MP3, WAV, M4A or MP4. ${AUDIO_LIMITS}`,
};

const refusedUrl: FailureText = {
	what: ({ parameter }) => `Gladia does not take the address in '${parameter}' for an upload`,
	next: () =>
		`Check that it leads to a playable audio or video file. It may also be that Gladia takes files only. ${USE_URL}`,
};

/** Texts for audio that Gladia refuses, by the field that it comes from. */
const fileFailureTexts = (context: IExecuteSingleFunctions): UploadFailureTexts => ({
	parameter: inputFieldOf(context) === undefined ? BINARY_FIELD_LABEL : ALL_FILES_LABEL,
	byStatus: { 400: unreadableFile, 403: withoutUpload },
	whenBroken:
		'Check the network and any proxy before Gladia: it may limit how large an upload is, or how long it takes. A smaller file may pass, e.g. as MP3 or Opus',
});
const urlFailureTexts: UploadFailureTexts = {
	parameter: AUDIO_URL_LABEL,
	byStatus: { 400: refusedUrl, 403: withoutUpload },
};

/** Name of the form field that carries the file. */
export const FILE_PROPERTY = 'audio';

/** The request that uploads, where no routing states it. */
export function uploadRequest(connection: Connection): IHttpRequestOptions {
	return { ...connection, method: 'POST', url: UPLOAD_PATH };
}

/** What the API returns for uploaded audio: `audio_url` and `audio_metadata`. */
export type UploadAnswer = IDataObject;

/**
 * Streams a file of the item to Gladia, so that n8n never holds it in memory. An upload is not billed,
 * so it is retried after any transient failure.
 *
 * @param request that uploads; the file becomes its body
 * @param patience how long to retry, in milliseconds
 */
export async function uploadFile(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
	file: StoredFile,
	patience = upload.patience,
): Promise<UploadAnswer> {
	try {
		const seconds = wavSeconds(await file.head());
		warnOfLength(context, seconds);
		const makeBody = () => {
			const body = new FormData();
			body.append(FILE_PROPERTY, file);
			return body;
		};
		const sentAt = () => file.lastRead;
		const options = { makeBody, failureTexts: fileFailureTexts(context), patience, sentAt };
		const answer = await postUpload(context, request, options);
		if (seconds === undefined) warnOfLength(context, durationOf(answer));
		return answer;
	} finally {
		file.close();
	}
}

/**
 * Makes Gladia fetch audio from an address, once for all later jobs.
 *
 * @param body names the address
 */
export async function uploadUrl(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
	body: { audio_url: string },
): Promise<UploadAnswer> {
	return await postUpload(context, request, {
		makeBody: () => body,
		failureTexts: urlFailureTexts,
		patience: upload.patience,
	});
}

/** The length of uploaded audio as Gladia measured it, in seconds. */
export function durationOf({ audio_metadata: metadata }: UploadAnswer): unknown {
	return ((metadata ?? {}) as IDataObject).audio_duration;
}
