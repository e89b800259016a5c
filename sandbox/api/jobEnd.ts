import { CHANNELS } from '../delivery/message';
import type { Play } from '../delivery/plays';
import { endOf } from '../jobs/jobLife';
import type { JobRecord } from '../jobs/jobStore';
import type { SandboxState } from './context';

/** How long the API is behind a callback, where it is. */
const LAG_MS = 1_000;

/** Tells that a job is over and, without data retention, forgets it. */
export function jobEnded(state: SandboxState, record: JobRecord): void {
	const left = CHANNELS.filter((channel) => record.announced?.includes(channel) !== true);
	const ended = { ...record, job: { ...record.job } };
	const isBehind = state.readings.of('callbackLag') === 'callback-before-status';
	if (isBehind) {
		Object.assign(record.job, { status: 'processing', completed_at: null, error_code: null });
		setTimeout(() => settle(state, record, ended.job), LAG_MS).unref();
	}
	void state.notices.ended(ended, left);
	if (!isBehind) settle(state, record, ended.job);
}

/** Lets the API know of the end. */
function settle({ settings }: SandboxState, record: JobRecord, job: JobRecord['job']): void {
	Object.assign(record.job, job);
	if (settings.zeroDataRetention) record.isForgotten = true;
}

/** Plays `early`: resolves once the end of the job was told, for the start to be answered. */
export async function endEarly(
	state: SandboxState,
	record: JobRecord,
	outcome: Promise<{ errorCode?: number }>,
	{ channel, whileRunning }: Play,
): Promise<void> {
	const channels = channel ? [channel] : CHANNELS;
	const { errorCode } = await outcome;
	record.announced = channels;
	const ended = { ...record, job: { ...record.job, ...endOf(errorCode) } };
	if (whileRunning) state.life.start(record, outcome);
	else state.life.end(record, errorCode);
	await state.notices.ended(ended, channels);
}
