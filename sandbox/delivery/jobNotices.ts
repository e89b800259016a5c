import { STATUS_CODES } from 'node:http';
import type { JobRecord } from '../jobs/jobStore';
import { jobDocument } from '../jobs/jobStore';
import type { Readings } from '../readings/readings';
import { playedJob } from '../result/playedResult';
import type { CallbackBody, Callbacks } from './callbacks';
import { callbackTarget } from './callbacks';
import type { Channel } from './message';
import { CHANNELS } from './message';
import type { Webhooks } from './webhooks';

function callbackBody(record: JobRecord, readings: Readings): CallbackBody {
	const job = playedJob(jobDocument(record), readings);
	const { id, status, result, error_code, custom_metadata } = job;
	const code = error_code ?? 500;
	return {
		id,
		...(status === 'done'
			? { event: 'transcription.success', payload: result }
			: {
					event: 'transcription.error',
					error: { code, message: STATUS_CODES[code] ?? `Error ${code}` },
				}),
		...(custom_metadata && { custom_metadata }),
	};
}

/** Tells about pre-recorded jobs, by the account's webhooks and the job's own callback. */
export class JobNotices {
	constructor(
		private readonly webhooks: Webhooks,
		private readonly callbacks: Callbacks,
		private readonly readings: Readings,
	) {}

	async started({ job }: JobRecord): Promise<void> {
		await this.webhooks.send('transcription.created', { id: job.id });
	}

	/** Resolves after the first tries. The record must be that of a job that is over. */
	async ended(record: JobRecord, channels: readonly Channel[] = CHANNELS): Promise<void> {
		const { id, status, request_params } = record.job;
		const target = callbackTarget(request_params ?? {});
		const event = status === 'done' ? 'transcription.success' : 'transcription.error';
		await Promise.all([
			channels.includes('webhook') && this.webhooks.send(event, { id }),
			channels.includes('callback') &&
				target &&
				this.callbacks.send(target, callbackBody(record, this.readings), {
					isRepeated: this.readings.of('callbackRetry') === 'callback-repeated',
				}),
		]);
	}
}
