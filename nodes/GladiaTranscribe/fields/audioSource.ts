import type { IDisplayOptions, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import { requireAudioAddress } from '../../shared/api/audioAddress';
import { asNodeError, itemError } from '../../shared/api/errors';
import { requireHttpUrl } from '../../shared/api/httpUrl';
import { withInputField } from '../../shared/api/inputField';
import {
	ALL_FILES_LABEL,
	BINARY_FIELD_LABEL,
	requireFile,
	requireMediaFields,
} from '../../shared/api/itemFile';
import type { Connection } from '../../shared/api/transport';
import { AUDIO_URL_LABEL, uploadFile, uploadRequest } from '../../shared/api/upload';
import { audioUrlField } from '../../shared/fields/audioUrl';
import type { StoredFile } from '../../shared/media/storedFile';
import { readLimits } from './waitAndLimits';

const UPLOADED_LABEL = 'Uploaded Audio URL';

/** Fields for the source of the audio. Each routes to the same place in the request: `audio_url`. */
export function audioSourceProperties(show: IDisplayOptions['show'] = {}): INodeProperties[] {
	return [
		{
			displayName: 'Audio Source',
			name: 'audioSource',
			type: 'options',
			default: 'binary',
			displayOptions: { show },
			options: [
				{
					name: ALL_FILES_LABEL,
					value: 'all',
					description:
						'Every audio or video file of the item, such as the attachments of an e-mail: one transcription and one output each',
				},
				{
					name: 'File From Previous Node',
					value: 'binary',
					description: 'Audio or video in a binary field of the item, up to 1000 MB',
				},
				{
					name: 'Gladia Upload',
					value: 'upload',
					description: 'Audio that a Gladia Upload node has uploaded',
				},
				{
					name: 'URL',
					value: 'url',
					description: 'Audio or video on the web, or a page of YouTube, TikTok, Vimeo and others',
				},
			],
		},
		{
			displayName: BINARY_FIELD_LABEL,
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			placeholder: 'e.g. data',
			hint: 'The name of the input field containing the audio or video; the only such file of an item is found under any name',
			displayOptions: { show: { ...show, audioSource: ['binary'] } },
			routing: { send: { type: 'body', property: 'audio_url' } },
		},
		{
			displayName: UPLOADED_LABEL,
			name: 'uploadedAudioUrl',
			type: 'string',
			default: '={{ $json.audio_url }}',
			required: true,
			hint: "The 'audio_url' that Gladia Upload returned",
			displayOptions: { show: { ...show, audioSource: ['upload'] } },
			routing: { send: { type: 'body', property: 'audio_url' } },
		},
		audioUrlField({ ...show, audioSource: ['url'] }),
	];
}

/** Audio that has been checked, and how to get the address that Gladia reads it from. */
export interface Audio {
	/** Uploads a file; a URL stays as it is. */
	url: () => Promise<string>;
	/** Whether the audio is uploaded for this item alone. */
	isOwnUpload: boolean;
	/** For the work on it: the item's, or that of one of its files. */
	context: IExecuteSingleFunctions;
}

/**
 * Checks the audio of an item, without sending anything yet. Where failures do not stop the workflow,
 * one of several files that cannot be sent does not keep the others from being transcribed: it fails
 * when its turn comes.
 *
 * @param routed value that the routing put into `audio_url`: a URL or the name of a field
 * @throws NodeApiError when a file or the URL is missing, or cannot be what Gladia takes
 */
export async function requireAudio(
	context: IExecuteSingleFunctions,
	routed: unknown,
	connection: Connection,
): Promise<Audio[]> {
	if (context.getNodeParameter('audioSource', 'binary') !== 'all') {
		return [await oneAudio(context, routed, connection)];
	}
	return await Promise.all(
		requireMediaFields(context).map(async (field) => {
			const own = withInputField(context, field);
			try {
				return await fileAudio(own, field, connection);
			} catch (error) {
				const failure = asNodeError(own, error);
				if (!context.continueOnFail()) throw failure;
				return { url: async () => await Promise.reject(failure), isOwnUpload: true, context: own };
			}
		}),
	);
}

async function oneAudio(
	context: IExecuteSingleFunctions,
	routed: unknown,
	connection: Connection,
): Promise<Audio> {
	const source = context.getNodeParameter('audioSource', 'binary');
	if (source === 'url' || source === 'upload') {
		const url =
			source === 'url'
				? requireAudioAddress(context, routed, AUDIO_URL_LABEL, connection)
				: requireHttpUrl(context, routed, UPLOADED_LABEL);
		return { url: async () => url, isOwnUpload: false, context };
	}
	return await fileAudio(context, routed, connection);
}

async function fileAudio(
	context: IExecuteSingleFunctions,
	field: unknown,
	connection: Connection,
): Promise<Audio> {
	const file = await requireFile(context, field);
	return {
		url: async () => await uploadedUrl(context, connection, file),
		isOwnUpload: true,
		context,
	};
}

async function uploadedUrl(
	context: IExecuteSingleFunctions,
	connection: Connection,
	file: StoredFile,
): Promise<string> {
	const { maxWait } = readLimits(context);
	const { audio_url: url } = await uploadFile(context, uploadRequest(connection), file, maxWait);
	if (typeof url === 'string') return url;
	throw itemError(context, 'Gladia accepted the file but returned no address for it', {
		description: 'Nothing has been billed. Try again in a few minutes',
	});
}
