import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { repeatable } from '../../shared/api/retryPolicy';
import type { Connection } from '../../shared/api/transport';
import type { TranscriptionJob } from '../../shared/api/types';
import { pause } from '../../shared/async/cancellation';
import { Semaphore } from '../../shared/async/semaphore';
import { itemsOfRun } from '../../shared/execution/nodeRunState';
import type { NodeRun } from '../operations/nodeRun';
import { watchOf } from './jobWatch';
import { resumesElsewhere } from './n8nWorkarounds/otherProcesses';
import { resumeBehaviorOf } from './n8nWorkarounds/resumeBehavior';
import type { JobState } from './readJobState';
import { isWhole, readJobState } from './readJobState';
import { guardKey, resumeGuard } from './resumeGuard';
import type { SuspendedJob, SuspensionState } from './suspendedItem';
import { suspendedJobs, suspensionOfItems } from './suspendedItem';
import { isTimeUp } from './suspension';

/** What is known of the jobs of all items when a suspension has ended. */
export interface JobChecks {
	/** Whether some have not ended, and there is time left to wait for them. */
	staysSuspended: boolean;
	/** Whether another run of the node has continued after the same suspension; this one must not. */
	isDuplicateRun?: boolean;
	/** By the id of the job. */
	jobs: Map<string, JobUpdate>;
}

/** What one check has found: what to remember of the job, and the job itself if it has ended. */
export interface JobUpdate {
	job: Partial<SuspendedJob>;
	seen?: TranscriptionJob;
	/** The API gave no answer. */
	isSilent?: boolean;
}

/** At the end of so many steps the job was gone and no callback had come: none will come. */
const GONE_FOR_GOOD = 3;

/** So many jobs are read at the same time, each for so long, in milliseconds. */
const CONCURRENT_READS = 10;
const TIMEOUT = 15_000;
const policy = { ...repeatable, tries: 2, patience: 5_000 };

/** How long a duplicate run gives the other one to continue, in milliseconds. */
const PATIENCE = 10_000;
const PAUSE = 100;

const checks = new WeakMap<NodeRun, Promise<JobChecks>>();

/** Checks the jobs of all items, once for the whole run, if the timer has ended the suspension. */
export async function checkAfterResume(
	context: IExecuteSingleFunctions,
	connection: Connection,
	run: NodeRun,
): Promise<JobChecks> {
	const check = checks.get(run) ?? checkRun(context, connection);
	checks.set(run, check);
	return await check;
}

async function checkRun(
	context: IExecuteSingleFunctions,
	connection: Connection,
): Promise<JobChecks> {
	const items = itemsOfRun(context);
	const suspension = suspensionOfItems(items);
	const jobs = suspendedJobs(items);
	const open = jobs.filter(({ ended }) => ended !== true);
	const unchecked: JobChecks = { staysSuspended: open.length > 0, jobs: new Map() };
	if (suspension === undefined) return unchecked;
	const isTimer = jobs.some(({ resumedBy }) => resumedBy === 'timer');
	if (!(await mayContinue(context, suspension, isTimer))) {
		context.logger.warn(
			'Gladia: n8n resumed an execution twice; the second run ends here. Update n8n to 2.7.4 or later',
		);
		return { ...unchecked, isDuplicateRun: true };
	}
	// A call has checked them already.
	if (!isTimer || open.length === 0) return unchecked;
	const isLast = isTimeUp(suspension);
	const updates = await checkJobs(context, connection, open, isLast);
	const haveEnded = open.every(({ id }) => updates.get(id)?.job.ended === true);
	if (!haveEnded) return { staysSuspended: !isLast, jobs: updates };
	context.logger.warn(
		"Gladia: an execution found by itself that its transcriptions are done; the callback did not come. Check that Gladia can reach this n8n's webhook URL",
	);
	return { staysSuspended: false, jobs: updates };
}

/** Whether this run is the one to continue after the suspension. */
async function mayContinue(
	context: IExecuteSingleFunctions,
	suspension: SuspensionState,
	isTimer: boolean,
): Promise<boolean> {
	const key = guardKey(context, suspension);
	const mayBeDuplicate = !resumeBehaviorOf(context).resumesOnce;
	const isFirst = !isTimer || resumeGuard.mayResume(key);
	// n8n may have failed to resume for the call that was first.
	const until = Date.now() + PATIENCE;
	while (!isFirst && mayBeDuplicate && !resumeGuard.isOver(key) && Date.now() < until) {
		await pause(context, PAUSE);
	}
	const continuation = resumeGuard.continueAfter(key);
	if (continuation === 'claimed elsewhere') resumesElsewhere.record(context.getExecutionId());
	return continuation !== 'duplicate' || !mayBeDuplicate;
}

/** @returns what was found out, by the id of the job; not every job is checked when one still runs */
async function checkJobs(
	context: IExecuteSingleFunctions,
	connection: Connection,
	open: SuspendedJob[],
	isLast: boolean,
): Promise<Map<string, JobUpdate>> {
	const updates = new Map<string, JobUpdate>();
	// What calls could not get stored in time.
	const { callbackResults } = watchOf(context.getExecutionId());
	let isPointless = false;
	const check = async (job: SuspendedJob) => {
		if (isPointless) return;
		const answer = await readJobState(context, { ...connection, timeout: TIMEOUT }, job.id, policy);
		const update = updateFrom(answer, {
			...job,
			callbackResult: job.callbackResult ?? callbackResults.get(job.id),
		});
		updates.set(job.id, update);
		const { ended, timesGone } = update.job;
		isPointless =
			ended !== true && timesGone === undefined && (!isLast || update.isSilent === true);
	};
	// The youngest job first: the one most likely to be still running makes further checks pointless.
	const [youngest, ...others] = open.reverse();
	if (youngest !== undefined) await check(youngest);
	const reads = new Semaphore(CONCURRENT_READS);
	await Promise.all(others.map(async (job) => await reads.run(async () => await check(job))));
	return updates;
}

/** What the API's answer means for a job that was not known to have ended. */
export function updateFrom(
	answer: JobState,
	{ callbackResult, status, timesGone = 0 }: SuspendedJob,
): JobUpdate {
	if (isWhole(answer)) return { job: { ended: true, status: answer.status }, seen: answer };
	if (answer === 'nothing kept') {
		const ended = callbackResult !== undefined || timesGone + 1 >= GONE_FOR_GOOD;
		return { job: { callbackResult, ended, timesGone: timesGone + 1 } };
	}
	if (answer === 'no answer') {
		return { job: { callbackResult, timesGone: undefined, status }, isSilent: true };
	}
	return { job: { callbackResult, timesGone: undefined, status: answer.status } };
}
