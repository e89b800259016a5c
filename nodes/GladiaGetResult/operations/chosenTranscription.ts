import type {
	DeclarativeRestApiSettings,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { isJobId } from '../../shared/api/endpoints';
import { itemError } from '../../shared/api/errors';
import { routedRequest } from '../../shared/api/transport';
import { TRANSCRIPTION_LABEL } from '../../shared/fields/transcriptionLocator';

/** The transcription that an item names, and the request of the operation for it. */
export interface ChosenTranscription {
	id: string;
	request: IHttpRequestOptions;
}

/** Enough of a wrong ID to recognize it. */
const SHOWN_CHARACTERS = 60;

/**
 * The transcription that an item names.
 *
 * @throws NodeApiError when the field is empty or does not hold an ID: the path would be that of the whole
 * list, or lead elsewhere
 */
export function chosenTranscription(
	context: IExecuteSingleFunctions,
	{ options }: DeclarativeRestApiSettings.ResultOptions,
): ChosenTranscription {
	const value = context.getNodeParameter('transcriptionId', '', { extractValue: true });
	const id = String(value ?? '').trim();
	const validationError = (message: string) =>
		itemError(context, message, {
			description:
				"Pick a transcription with 'From List', or map the ID that Gladia Transcribe returned",
		});
	if (id === '') throw validationError(`'${TRANSCRIPTION_LABEL}' is empty`);
	const shown = id.slice(0, SHOWN_CHARACTERS);
	if (!isJobId(id)) throw validationError(`'${TRANSCRIPTION_LABEL}' is not an ID: ${shown}`);
	return { id, request: routedRequest(options) };
}
