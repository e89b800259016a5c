import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { ConnectionFailure } from '../../shared/api/connectionFailure';
import { collectionPath } from '../../shared/api/endpoints';
import { repeatable } from '../../shared/api/retryPolicy';
import type { Connection } from '../../shared/api/transport';
import { jsonBody, send, succeeded } from '../../shared/api/transport';

/** Jobs per page; if Gladia refuses so many (400), pages of its default size are read. */
const PAGE = 100;
/** More jobs than an account can start during a search for one start. */
const MOST_PAGES = 50;
const BAD_REQUEST = 400;
/** A list is answered at once, or something is wrong, in milliseconds. */
const TIMEOUT = 15_000;
/** How much the clocks of Gladia's servers may differ, in milliseconds. */
const SERVERS_APART = 1_000;

/** The jobs of the account since a time, or why they could not be read. */
export type NewestJobs = { jobs: IDataObject[] } | { unread: string };

/** What the clock of Gladia's servers says, by the `Date` of their answers. */
export class ServerClock {
	private ahead: number | undefined;

	/** @param now when the answer arrived, in milliseconds since 1970 by this machine's clock */
	observe({ date }: Record<string, unknown>, now = Date.now()): void {
		const time = Date.parse(String(date));
		if (Number.isNaN(time)) return;
		// The header is older than its arrival and truncated to the second, so it is never too late.
		this.ahead = Math.max(this.ahead ?? -Infinity, time - now);
	}

	/** The earliest time that a server's clock can have shown at a time of this machine's clock. */
	earliest(time: number): number {
		return time + (this.ahead ?? 0) - SERVERS_APART;
	}
}

/** Reads the account's list, newest first, as far back as a job can have been started. */
export async function readNewestJobs(
	context: IExecuteSingleFunctions,
	connection: Connection,
	{ since, clock }: { since: number; clock: ServerClock },
): Promise<NewestJobs> {
	const jobs: IDataObject[] = [];
	let limit: number | undefined = PAGE;
	for (let page = 0; page < MOST_PAGES; page++) {
		const qs = { offset: jobs.length, ...(limit !== undefined && { limit }) };
		const outcome = await send(
			context,
			() => ({
				...connection,
				timeout: Math.min(connection.timeout ?? TIMEOUT, TIMEOUT),
				method: 'GET',
				url: collectionPath('pre-recorded'),
				qs,
				json: true,
			}),
			{ ...repeatable, tries: 3, patience: 60_000 },
		);
		if (outcome instanceof ConnectionFailure) return { unread: outcome.reason };
		clock.observe(outcome.headers);
		if (outcome.statusCode === BAD_REQUEST && limit !== undefined) {
			limit = undefined;
			continue;
		}
		if (!succeeded(outcome)) return { unread: `Status ${outcome.statusCode}` };
		const { items, next } = jsonBody(outcome);
		if (!Array.isArray(items)) return { unread: 'The answer is not a list' };
		jobs.push(...(items as IDataObject[]));
		const [first, last] = [createdAt(jobs[0]), createdAt(jobs.at(-1))];
		// Should the list ever be sorted oldest first, it has to be read to its end.
		const isFarEnough = last < clock.earliest(since) && first >= last;
		if (items.length === 0 || next === null || isFarEnough) {
			return { jobs: jobs.filter((job) => isFrom(job, clock.earliest(since))) };
		}
	}
	return { unread: 'It is too long' };
}

/** A job without a creation time may be from any time. */
function isFrom(job: IDataObject, time: number): boolean {
	const created = createdAt(job);
	return Number.isNaN(created) || created >= time;
}

/** In milliseconds since 1970; NaN when the job does not state it. */
function createdAt(job: IDataObject | undefined): number {
	return Date.parse(String(job?.created_at));
}
