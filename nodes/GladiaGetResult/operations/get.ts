import type { IDisplayOptions, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { itemError } from '../../shared/api/errors';
import { isFinished } from '../../shared/api/jobs';
import type { TranscriptionJob } from '../../shared/api/types';
import { waitUntilDone } from '../../shared/api/waitUntilDone';
import { MANY_AT_ONCE } from '../../shared/async/semaphore';
import { itemOperation } from '../../shared/execution/itemOperation';
import { timedOutItems } from '../../shared/execution/timedOut';
import { chosenOutput, outputProperties, shapeJob } from '../../shared/output/output';
import type { ChosenTranscription } from './chosenTranscription';
import { chosenTranscription } from './chosenTranscription';
import { readTranscription } from './readTranscription';
import { describeRequest } from './requestDescription';

const MINUTE = 60_000;
const DEFAULT_WAIT = 30;

export function getProperties(show: IDisplayOptions['show']): INodeProperties[] {
	return updateDisplayOptions({ show }, [
		{
			displayName: 'Wait Until Done',
			name: 'waitUntilDone',
			type: 'boolean',
			default: false,
			description: 'Whether to wait for a transcription that is still queued or being processed',
		},
		{
			displayName: 'Max Wait (Minutes)',
			name: 'maxWaitMinutes',
			type: 'number',
			typeOptions: { minValue: 0.1 },
			default: DEFAULT_WAIT,
			description: 'How long to wait. After that, the item has the last known status.',
			displayOptions: { show: { waitUntilDone: [true] } },
		},
		...outputProperties(show),
	]);
}

/** Reads one transcription, waits for it if that is switched on, and returns the chosen output. */
export const getTranscription = itemOperation(
	async function (routed) {
		chosenOutput(this);
		const chosen = chosenTranscription(this, routed);
		if (this.getNodeParameter('waitUntilDone', false) !== true) {
			return await shapeJob(this, await readTranscription(this, chosen.request));
		}
		const job = await readWhenDone(this, chosen);
		const items = await shapeJob(this, job);
		return isFinished(job) ? items : timedOutItems(items);
	},
	{ sideBySide: MANY_AT_ONCE },
);

async function readWhenDone(
	context: IExecuteSingleFunctions,
	{ id, request }: ChosenTranscription,
): Promise<TranscriptionJob> {
	const minutes = Number(context.getNodeParameter('maxWaitMinutes', DEFAULT_WAIT));
	const deadline = Date.now() + (minutes > 0 ? minutes : DEFAULT_WAIT) * MINUTE;
	const requestDescription = describeRequest('read the transcription');
	const wait = { deadline, checkAtOnce: true };
	const job = await waitUntilDone(context, request, wait, requestDescription);
	if (job !== undefined) return job;
	throw itemError(context, 'Gladia gave no answer about the transcription', {
		description: `Try again later: nothing is lost. Transcription ID: ${id}`,
		details: { transcription_id: id },
	});
}
