import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { jobRequest, readJob } from '../../shared/api/jobs';
import { backoff, repeatable } from '../../shared/api/retryPolicy';
import type { Connection } from '../../shared/api/transport';
import { pause } from '../../shared/async/cancellation';
import { readNewestJobs, ServerClock } from './newestJobs';
import type { OpenStart } from './openStarts';
import { callbackOf, claimJob, isClaimed, sameStarts, startsWithCallback } from './openStarts';
import type { Verdict } from './sameRequest';
import { compareRequest } from './sameRequest';

/** A job may take a moment to appear in the list. */
const SEARCHES = 3;
/** Documents read one by one in each search, where the list does not say enough. */
const MOST_DOCUMENTS = 5;

export interface LostStart {
	start: OpenStart;
	/** Whether its audio was uploaded for it alone. */
	isOwnUpload: boolean;
	/** Whether its callback address belongs to this execution and node alone. */
	isOwnCallback: boolean;
}

/** What the account's list says about a start without an answer. */
export type Search =
	/** The job that it made. */
	| { found: string }
	/** Jobs one of which may be its own, but may as well belong to another start. */
	| { possible: string[] }
	/** There is none, as of the last search. */
	| { none: true }
	/** Why the list could not be read. */
	| { unread: string };

/**
 * Searches the account's list for a job that a start without an answer may have made. A job is claimed
 * only when nobody else can have started it: it is not older than the start by Gladia's own clock, has
 * exactly the same request, and no other item of this process has it or may get it.
 */
export async function findStartedJob(
	context: IExecuteSingleFunctions,
	connection: Connection,
	lost: LostStart,
): Promise<Search> {
	const clock = new ServerClock();
	let search: Search = { none: true };
	for (let attempt = 0; attempt < SEARCHES; attempt++) {
		await pause(context, backoff(attempt));
		const list = await readNewestJobs(context, connection, { since: lost.start.since, clock });
		if ('unread' in list) {
			search = list;
			continue;
		}
		const candidates = await compareAll(context, connection, list.jobs, lost);
		// Nothing may wait from here until the claim, or two items could claim the same job.
		search = decide(candidates, lost);
		if (!('found' in search)) continue;
		claimJob(search.found);
		return search;
	}
	return search;
}

interface Candidate {
	id: string;
	verdict: Verdict;
	/** Whether its callback goes to the start's own address. */
	hasCallback: boolean;
}

async function compareAll(
	context: IExecuteSingleFunctions,
	connection: Connection,
	jobs: IDataObject[],
	{ start, isOwnUpload }: LostStart,
): Promise<Candidate[]> {
	const compare = (job: IDataObject): Candidate => ({
		id: String(job.id),
		verdict: compareRequest(job, start.body, isOwnUpload),
		hasCallback: callbackOf((job.request_params ?? {}) as IDataObject) === callbackOf(start.body),
	});
	const unclaimed = jobs.filter(({ id }) => typeof id === 'string' && !isClaimed(id));
	const candidates = unclaimed.map(compare).filter(({ verdict }) => verdict !== 'other');
	let documents = 0;
	for (const [index, { id, verdict }] of candidates.entries()) {
		if (verdict !== 'unclear' || documents++ >= MOST_DOCUMENTS) continue;
		const job = await readDocument(context, connection, id);
		if (job !== undefined) candidates[index] = compare(job);
	}
	return candidates;
}

/** A job's own document may say more than the list does. */
async function readDocument(
	context: IExecuteSingleFunctions,
	connection: Connection,
	id: string,
): Promise<IDataObject | undefined> {
	const policy = { ...repeatable, tries: 1, patience: 0 };
	const answer = await readJob(context, jobRequest(connection, 'pre-recorded', id), policy);
	return 'job' in answer ? { ...answer.job } : undefined;
}

function decide(compared: Candidate[], { start, isOwnCallback }: LostStart): Search {
	const candidates = compared.filter(({ id, verdict }) => verdict !== 'other' && !isClaimed(id));
	const same = candidates.filter(({ verdict }) => verdict === 'same');
	const rivals = sameStarts(start);
	const [first] = same;
	if (first !== undefined) {
		// Each request may have made one job; any further one belongs to somebody else. A rival that
		// waits for its answer will soon know which one is its own.
		const own = [start, ...rivals].reduce((sum, { sent }) => sum + sent, 0);
		const isSure = same.length <= own && !rivals.some(({ inFlight }) => inFlight);
		return isSure ? { found: first.id } : { possible: same.map(({ id }) => id) };
	}
	const [called, ...more] = candidates.filter(({ hasCallback }) => isOwnCallback && hasCallback);
	if (called !== undefined && more.length === 0 && startsWithCallback(start).length === 0) {
		return { found: called.id };
	}
	if (candidates.length > 0) return { possible: candidates.map(({ id }) => id) };
	return { none: true };
}
