import { CHANNELS } from '../delivery/message';
import type { Play } from '../delivery/plays';
import { endOf } from '../jobs/jobLife';
import type { JobRecord } from '../jobs/jobStore';
import type { SandboxState } from './context';

/** Tells that a job is over and, without data retention, forgets it. */
export function jobEnded(state: SandboxState, record: JobRecord): void {
	const left = CHANNELS.filter((channel) => record.announced?.includes(channel) !== true);
	void state.notices.ended(record, left);
	if (state.settings.zeroDataRetention) state.jobs.delete(record.job.id);
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
