import type { IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/api/types';
import { pause } from '../../shared/async/cancellation';
import { itemError } from '../../shared/api/errors';
import { repeatable } from '../../shared/api/retryPolicy';
import { Semaphore } from '../../shared/async/semaphore';
import type { Connection } from '../../shared/api/transport';
import { claimSleep, goesOn, untilGoneOn } from './resumeGuard';
import { watchOf } from './jobWatch';
import type { NodeRun } from '../operations/nodeRun';
import type { Asleep, ParkedJob } from './suspendedItem';
import { parkedItem, parkedJobs } from './suspendedItem';
import { isWhole, readJob } from './readJob';
import { resumesOnce } from './n8nWorkarounds/timerEntry';

/** What was found out about the jobs of all items when a sleep has ended. */
export interface Found {
	/** Whether some have not ended, and there is time left to wait for them. */
	sleepsOn: boolean;
	/** Whether another run of the node has gone on after the same sleep, so that this one must not. */
	isTwin?: boolean;
	/** By the id of the job. */
	jobs: Map<string, News>;
}

/** What a look tells of a job: what to remember of it, and itself if it has ended. */
interface News {
	job: Partial<ParkedJob>;
	seen?: TranscriptionJob;
	/** The API gave no answer. */
	isSilent?: boolean;
}

/** A timer may come a moment early, in milliseconds. */
const EARLY = 1_000;
/** At the end of so many steps a job was gone and no callback had come: it will not come any more. */
const GONE_FOR_GOOD = 3;

/** How long after a refusal the API is asked once more, in milliseconds. */
const REFUSED_AGAIN_AFTER = 2_000;

/** So many jobs are asked for at the same time, so long each, in milliseconds. */
const SIDE_BY_SIDE = 10;
const TIMEOUT = 15_000;

const quick = { ...repeatable, tries: 2, patience: 5_000 };
/** The job has ended: a fault of the API now is worth some patience. */
const patient = { ...repeatable, tries: Infinity };

const looks = new WeakMap<NodeRun, Promise<Found>>();

/** Looks at the jobs of all items once for the whole run, if the timer has ended the sleep. */
export async function lookAfterSleep(
	context: IExecuteSingleFunctions,
	connection: Connection,
	run: NodeRun,
): Promise<Found> {
	const look = looks.get(run) ?? lookAtAll(context, connection);
	looks.set(run, look);
	return await look;
}

async function lookAtAll(context: IExecuteSingleFunctions, connection: Connection): Promise<Found> {
	const items: INodeExecutionData[] = context.getExecuteData().data.main?.[0] ?? [];
	const asleep = items.map((item) => parkedItem(item)?.asleep).find(Boolean);
	const jobs = parkedJobs(items);
	const open = jobs.filter(({ ended }) => ended !== true);
	const found: Found = { sleepsOn: open.length > 0, jobs: new Map() };
	if (asleep === undefined) return found;
	const isTimer = jobs.some(({ awake }) => awake === 'timer');
	const isFirst = !isTimer || claimSleep(context, asleep.id);
	const hasTwins = !resumesOnce(context);
	if (!isFirst && hasTwins) await untilGoneOn(context, asleep.id);
	if (!goesOn(context, asleep.id) && hasTwins) {
		context.logger.warn(
			'Gladia: n8n resumed an execution twice; the second run ends here. Update n8n to 2.7.4 or later',
		);
		return { ...found, isTwin: true };
	}
	// A call has looked already.
	if (!isTimer) return found;
	if (open.length === 0) return found;
	const isLast = isTimeUp(asleep);
	// What calls could not get stored in time.
	const unstored = watchOf(context.getExecutionId()).told;
	let isHopeless = false;
	const look = async (job: ParkedJob) => {
		if (isHopeless) return;
		const told = job.told ?? unstored.get(job.id);
		const news = await lookAt(context, { ...connection, timeout: TIMEOUT }, { ...job, told });
		found.jobs.set(job.id, news);
		const { ended, gone } = news.job;
		isHopeless = ended !== true && gone === undefined && (!isLast || news.isSilent === true);
	};
	// The youngest job first: the one most likely to be still running ends the questions.
	const [youngest, ...others] = open.reverse();
	if (youngest !== undefined) await look(youngest);
	const semaphore = new Semaphore(SIDE_BY_SIDE);
	await Promise.all(others.map(async (job) => await semaphore.run(async () => await look(job))));
	const haveEnded = open.every(({ id }) => found.jobs.get(id)?.job.ended === true);
	if (!haveEnded) return { ...found, sleepsOn: !isLast };
	context.logger.warn(
		"Gladia: an execution found by itself that its transcriptions are done; the callback did not come. Check that Gladia can reach this n8n's webhook URL",
	);
	return { ...found, sleepsOn: false };
}

/** Whether no result is waited for any longer. */
export function isTimeUp(asleep: Asleep | undefined): boolean {
	return asleep !== undefined && Date.now() >= asleep.deadline - EARLY;
}

async function lookAt(
	context: IExecuteSingleFunctions,
	connection: Connection,
	{ id, told, status, gone = 0 }: ParkedJob,
): Promise<News> {
	const answer = await readJob(context, connection, id, quick);
	if (isWhole(answer)) return { job: { ended: true, status: answer.status }, seen: answer };
	if (answer === 'nothing kept') {
		const ended = told !== undefined || gone + 1 >= GONE_FOR_GOOD;
		return { job: { told, ended, gone: gone + 1 } };
	}
	if (answer === 'no answer') return { job: { told, gone: undefined, status }, isSilent: true };
	return { job: { told, gone: undefined, status: answer.status } };
}

/**
 * The job of an item whose job has ended: as the API has it, or as its callback told.
 *
 * @returns undefined when the API gives no answer for a long time
 * @throws NodeApiError when neither the API, asked twice, nor a callback has the result
 */
export async function endedJob(
	context: IExecuteSingleFunctions,
	connection: Connection,
	{ id, ended, told, status }: ParkedJob,
): Promise<TranscriptionJob | undefined> {
	// The time is up, and what a callback told is not confirmed, but it is all there is.
	if (ended !== true) return told;
	const policy = told === undefined ? patient : quick;
	let answer = await readJob(context, connection, id, policy);
	if (answer === 'nothing kept' && told === undefined) {
		// One refusal, of a proxy or of a server that lags, must not lose a result that was there.
		await pause(context, REFUSED_AGAIN_AFTER);
		answer = await readJob(context, connection, id, policy);
	}
	if (isWhole(answer)) return answer;
	if (told !== undefined) return told;
	if (answer !== 'nothing kept') return undefined;
	throw itemError(context, 'Gladia does not have this transcription any more', {
		description: `No callback brought the result, and the API keeps nothing of it (last status: ${status}). Transcription ID: ${id}. For an account without data retention, set 'Poll First' to 0, so that the execution is asleep when the callback comes`,
		details: { transcription_id: id },
	});
}
