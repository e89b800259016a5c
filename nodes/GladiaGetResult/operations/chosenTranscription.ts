import type { DeclarativeRestApiSettings, IExecuteSingleFunctions } from 'n8n-workflow';
import { itemError } from '../../shared/errors';
import type { Connection } from '../../shared/transport';
import { connectionOf } from '../../shared/transport';
import { TRANSCRIPTION_LABEL } from '../../shared/transcriptionLocator';

/** The transcription that an item names, and how to reach it. */
export interface ChosenTranscription {
	id: string;
	/** Path of the job, as routed from the field. */
	url: string;
	connection: Connection;
}

/**
 * The transcription that an item names.
 *
 * @throws NodeApiError when the field is empty: the path would be the one of the whole list then
 */
export function chosenTranscription(
	context: IExecuteSingleFunctions,
	{ options }: DeclarativeRestApiSettings.ResultOptions,
): ChosenTranscription {
	const value = context.getNodeParameter('transcriptionId', '', { extractValue: true });
	const id = typeof value === 'string' ? value.trim() : '';
	if (id === '') {
		throw itemError(context.getNode(), `'${TRANSCRIPTION_LABEL}' is empty`, {
			itemIndex: context.getItemIndex(),
			description:
				"Pick a transcription with 'From List', or map the id that Gladia Transcribe returned",
		});
	}
	return { id, url: options.url ?? '', connection: connectionOf(options) };
}
