import type { IDisplayOptions, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import { requireAudioAddress } from '../../shared/api/audioAddress';
import { itemError } from '../../shared/api/errors';
import { requireHttpUrl } from '../../shared/api/httpUrl';
import { BINARY_FIELD_LABEL, requireFile } from '../../shared/api/itemFile';
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
			hint: 'The name of the input field containing the audio or video file to transcribe',
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
}

/**
 * Checks the audio of an item, without sending anything yet.
 *
 * @param routed value that the routing put into `audio_url`: a URL or the name of a field
 * @throws NodeApiError when the file or URL is missing, or cannot be what Gladia takes
 */
export async function requireAudio(
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
		return { url: async () => url, isOwnUpload: false };
	}
	const file = await requireFile(context, routed);
	return {
		url: async () => await uploadedUrl(context, connection, file),
		isOwnUpload: true,
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
