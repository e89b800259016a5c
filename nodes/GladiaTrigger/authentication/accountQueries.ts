import type { IWebhookFunctions } from 'n8n-workflow';
import type { JobKind } from '../../shared/api/endpoints';
import { jobPath } from '../../shared/api/endpoints';
import { jobRequest, meansNotKept, readJob } from '../../shared/api/jobs';
import { repeatable } from '../../shared/api/retryPolicy';
import { credentialConnection } from '../../shared/api/transport';
import type { TranscriptionJob } from '../../shared/api/types';
import { Semaphore } from '../../shared/async/semaphore';
import { ExpiringMap } from '../expiringMap';
import type { TriggerEvent } from '../readEvent';
import { QueryBudget } from './queryBudget';
import { UnknownJobs } from './unknownJobs';

/**
 * A job with its kind and the time at which the API returned it (milliseconds since 1970, by the API's
 * clock); or `unknown`: not in this account; `refused`: the API key is not valid; `no answer`: try
 * again; `not asked`: the budget is used up.
 */
export type JobLookup = FoundJob | 'unknown' | 'refused' | 'no answer' | 'not asked';

interface FoundJob {
	job: TranscriptionJob;
	kind: JobKind;
	now: number;
}

const ANSWER_TIMEOUT = 10_000;
const MAX_CONCURRENT = 10;
const MAX_ACCOUNTS = 50;

/** What Gladia answers to ids that it cannot have issued. */
const NOT_AN_ID = new Set([400, 422]);

/**
 * Limits what strangers can make this process ask of one Gladia account: an id that the account does not
 * know once, and again after growing pauses, and all of them together about once a second. Queries about
 * true events are refunded.
 *
 * A true event cannot be told from a made-up one before the API is asked. So an event that arrives when
 * the budget is used up does not queue: behind hundreds of made-up events, its turn would come too late,
 * and they would fill the queue. It is not refused either: the caller is asked to send it again, and a
 * second later there is budget for it.
 */
class Account {
	private readonly unknownJobs = new UnknownJobs();

	private readonly running = new Map<string, Promise<JobLookup>>();

	private readonly semaphore = new Semaphore(MAX_CONCURRENT);

	private readonly budget = new QueryBudget(Date.now());

	/** Reads the job of an event that may be made up. */
	async lookUp(
		context: IWebhookFunctions,
		{ id, kind, isKindKnown }: TriggerEvent,
	): Promise<JobLookup> {
		const lookup = await this.lookUpKind(context, kind, id);
		// Both kinds share the short event names.
		if (lookup !== 'unknown' || isKindKnown) return lookup;
		return await this.lookUpKind(context, 'live', id);
	}

	/** Refunds a query whose answer confirms the event. */
	refund(): void {
		this.budget.refund();
	}

	private async lookUpKind(
		context: IWebhookFunctions,
		kind: JobKind,
		id: string,
	): Promise<JobLookup> {
		// An id is unknown among the jobs of one kind only.
		const path = jobPath(kind, id);
		if (this.unknownJobs.has(path, Date.now())) return 'unknown';
		const query = this.running.get(path) ?? this.query(context, kind, id);
		this.running.set(path, query);
		try {
			return await query;
		} finally {
			this.running.delete(path);
		}
	}

	private async query(context: IWebhookFunctions, kind: JobKind, id: string): Promise<JobLookup> {
		return await this.semaphore.run(async () => {
			if (!this.budget.take(Date.now())) return 'not asked';
			const lookup = await readOnce(context, kind, id);
			if (lookup === 'unknown') this.unknownJobs.add(jobPath(kind, id), Date.now());
			return lookup;
		});
	}
}

async function readOnce(context: IWebhookFunctions, kind: JobKind, id: string): Promise<JobLookup> {
	const connection = await credentialConnection(context, ANSWER_TIMEOUT);
	const policy = { ...repeatable, tries: 1, patience: 0 };
	const answer = await readJob(context, jobRequest(connection, kind, id), policy);
	if ('failure' in answer) return 'no answer';
	if ('job' in answer) {
		const { job, headers } = answer;
		if (job.id !== id) return 'unknown';
		const date = Date.parse(String(headers.date));
		return { job, kind, now: Number.isNaN(date) ? Date.now() : date };
	}
	const { statusCode } = answer.refusal;
	if (statusCode === 401) return 'refused';
	const isUnknown = meansNotKept(statusCode) || NOT_AN_ID.has(statusCode);
	return isUnknown ? 'unknown' : 'no answer';
}

const accounts = new ExpiringMap<Account>(MAX_ACCOUNTS);

/** @param name identifies the account; not the API key itself */
export function accountOf(name: string): Account {
	const account = accounts.get(name) ?? new Account();
	accounts.set(name, account);
	return account;
}
