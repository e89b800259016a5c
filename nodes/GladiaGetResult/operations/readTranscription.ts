import type { IExecuteSingleFunctions } from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/api/types';
import { expectSuccess } from '../../shared/api/errors';
import { repeatable } from '../../shared/api/retryPolicy';
import { jsonBody, send } from '../../shared/api/transport';
import type { ChosenTranscription } from './chosenTranscription';
import { describeRequest } from './requestDescription';

/** Reads a transcription as it is now. */
export async function readTranscription(
	context: IExecuteSingleFunctions,
	{ url, connection }: ChosenTranscription,
): Promise<TranscriptionJob> {
	const outcome = await send(
		context,
		() => ({ ...connection, method: 'GET', url, json: true }),
		repeatable,
	);
	const requestDescription = describeRequest('read the transcription');
	const response = expectSuccess(context, outcome, requestDescription);
	return jsonBody(response) as unknown as TranscriptionJob;
}
