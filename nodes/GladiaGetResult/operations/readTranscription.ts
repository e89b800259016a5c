import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { expectJob, readJob } from '../../shared/api/jobs';
import type { TranscriptionJob } from '../../shared/api/types';
import { describeRequest } from './requestDescription';

/**
 * Reads a transcription as it is now.
 *
 * @throws NodeApiError, explained, when the API does not give it out
 */
export async function readTranscription(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
): Promise<TranscriptionJob> {
	const answer = await readJob(context, request);
	return expectJob(context, answer, describeRequest('read the transcription'));
}
