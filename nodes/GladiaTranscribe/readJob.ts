import type { IExecuteSingleFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { TranscriptionJob } from '../shared/apiTypes';
import { jobPath } from '../shared/endpoints';
import type { RepeatPolicy } from '../shared/retry';
import type { Connection } from '../shared/transport';
import { jsonBody, send, succeeded } from '../shared/transport';
import { Unanswered } from '../shared/unanswered';

/** What the API says about a job: itself, that it keeps nothing to read, or nothing for now. */
export type Answer = TranscriptionJob | 'nothing kept' | 'no answer';

const NOT_FOUND = 404;

/** Asks the API once for a job; never throws for what the API or the line does. */
export async function readJob(
	context: IExecuteSingleFunctions | IWebhookFunctions,
	connection: Connection,
	id: string,
	policy: RepeatPolicy,
): Promise<Answer> {
	const url = jobPath('pre-recorded', id);
	const outcome = await send(
		context,
		() => ({ ...connection, method: 'GET', url, json: true }),
		policy,
	);
	if (outcome instanceof Unanswered) return 'no answer';
	if (outcome.statusCode === NOT_FOUND) return 'nothing kept';
	return succeeded(outcome) ? (jsonBody(outcome) as unknown as TranscriptionJob) : 'no answer';
}
