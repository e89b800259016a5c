import type { IDisplayOptions, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/api/types';
import { download } from '../../shared/api/download';
import { audioPath } from '../../shared/api/endpoints';
import { cleanFileName } from '../../shared/media/fileName';
import { itemOperation } from '../../shared/execution/itemOperation';
import { FILES_AT_ONCE } from '../../shared/async/semaphore';
import { chosenTranscription } from './chosenTranscription';
import { readTranscription } from './readTranscription';
import { describeRequest } from './requestDescription';

export function downloadProperties(show: IDisplayOptions['show']): INodeProperties[] {
	return [
		{
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			placeholder: 'e.g. data',
			hint: 'The name of the output binary field to put the audio in',
			displayOptions: { show },
		},
	];
}

/** Puts the audio of one transcription into a binary field, under the name it was uploaded with. */
export const downloadAudio = itemOperation(
	async function (request) {
		const chosen = chosenTranscription(this, request);
		const { id, url, connection } = chosen;
		const fileName = fileNameOf(await readTranscription(this, chosen), id);
		const field = binaryField(this);
		const source = { url: audioPath(url), fileName };
		const file = await download(this, connection, source, describeRequest('download the audio'));
		return [
			{ json: { id, filename: fileName, mime_type: file.mimeType }, binary: { [field]: file } },
		];
	},
	{ sideBySide: FILES_AT_ONCE },
);

function binaryField(context: IExecuteSingleFunctions): string {
	const name = String(context.getNodeParameter('binaryPropertyName', 'data')).trim();
	return name === '' ? 'data' : name;
}

/** Audio of a live session has no name of its own; Gladia keeps it as WAV. */
function fileNameOf({ kind, file }: TranscriptionJob, id: string): string {
	const name = file?.filename;
	// Only the last part: a name may be a path or an address.
	const last = typeof name === 'string' ? (name.split(/[\\/]/).at(-1) ?? '') : '';
	return cleanFileName(last) || cleanFileName(kind === 'live' ? `${id}.wav` : id);
}
