import type { FaultQueue } from '../server/faults';

const DEFAULT_FAILURE = 500;

/** What is to go wrong in a job that starts now. */
export function plannedFailures(queue: FaultQueue): {
	/** Set when the job is to end with status `error`. */
	errorCode?: number;
	/** Result section → status of its failure. */
	failedAddOns: Record<string, number>;
} {
	const faults = queue.takeForJob();
	const jobError = faults.find(({ kind }) => kind === 'job-error');
	return {
		errorCode: jobError && (jobError.errorCode ?? DEFAULT_FAILURE),
		failedAddOns: Object.fromEntries(
			faults
				.filter(({ kind }) => kind === 'addon-error')
				.map(({ addOn = '', errorCode = DEFAULT_FAILURE }) => [addOn, errorCode]),
		),
	};
}
