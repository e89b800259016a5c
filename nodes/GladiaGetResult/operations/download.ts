import type { IDisplayOptions, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { download } from '../../shared/api/download';
import { AUDIO_SUBPATH } from '../../shared/api/endpoints';
import { jobRequest } from '../../shared/api/jobs';
import { connectionOf } from '../../shared/api/transport';
import type { TranscriptionJob } from '../../shared/api/types';
import { FILES_AT_ONCE } from '../../shared/async/semaphore';
import { itemOperation } from '../../shared/execution/itemOperation';
import { kindOf, transcriptionLocator } from '../../shared/fields/transcriptionLocator';
import { cleanFileName } from '../../shared/media/fileName';
import { chosenTranscription } from './chosenTranscription';
import { readTranscription } from './readTranscription';
import { describeRequest } from './requestDescription';

export function downloadProperties(show: IDisplayOptions['show']): INodeProperties[] {
	return updateDisplayOptions({ show }, [
		transcriptionLocator(show, AUDIO_SUBPATH),
		{
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			placeholder: 'e.g. data',
			hint: 'The name of the output binary field to put the audio in',
		},
	]);
}

/** Puts the audio of one transcription into a binary field, under its original file name. */
export const downloadAudio = itemOperation(
	async function (routed) {
		const { id, request } = chosenTranscription(this, routed);
		const kind = kindOf(this.getNodeParameter('resource', ''));
		const job = await readTranscription(this, jobRequest(connectionOf(request), kind, id));
		const fileName = fileNameOf(job, id);
		const field = binaryField(this);
		const file = await download(this, request, fileName, describeRequest('download the audio'));
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

/** Audio of a live session has no file name; Gladia keeps it as WAV. */
function fileNameOf({ kind, file }: TranscriptionJob, id: string): string {
	const name = file?.filename;
	// Only the last part: a name may be a path or an address.
	const last = typeof name === 'string' ? (name.split(/[\\/]/).at(-1) ?? '') : '';
	return cleanFileName(last) || cleanFileName(kind === 'live' ? `${id}.wav` : id);
}
