import type { TranscriptionJob } from '../../shared/api/types';
import type { Evidence } from '../events';

/** Whether the job shows what the event reports; undefined: not yet. */
export function isShownBy(
	{ status }: Pick<TranscriptionJob, 'status'>,
	evidence: Evidence,
): boolean | undefined {
	if (evidence === 'created') return true;
	if (status !== 'done' && status !== 'error') return undefined;
	return evidence === 'ended' || (status === 'done') === (evidence === 'done');
}

/**
 * Whether what the event reports happened recently enough.
 *
 * @param earliest milliseconds since 1970
 */
export function isRecent(
	{ created_at, completed_at }: Pick<TranscriptionJob, 'created_at' | 'completed_at'>,
	evidence: Evidence,
	earliest: number,
): boolean {
	const at = evidence === 'created' ? created_at : (completed_at ?? created_at);
	return Date.parse(String(at)) >= earliest;
}
