import type { IWebhookFunctions } from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/api/types';
import type { JobKind } from '../../shared/api/endpoints';
import { jobPath } from '../../shared/api/endpoints';
import { repeatable } from '../../shared/api/retryPolicy';
import { Semaphore } from '../../shared/async/semaphore';
import { credentialConnection, jsonBody, send, succeeded } from '../../shared/api/transport';
import { ConnectionFailure } from '../../shared/api/connectionFailure';
import type { TriggerEvent } from '../readEvent';
import { Recent } from '../expiringMap';

/**
 * A job with its kind and the time at which the API gave it out (milliseconds since 1970, by its own
 * clock); or `unknown`: not in this account; `refused`: the API key does not fit; `no answer`: ask
 * again; `not asked`: too many questions have been asked.
 */
export type Looked = Found | 'unknown' | 'refused' | 'no answer' | 'not asked';

interface Found {
	job: TranscriptionJob;
	kind: JobKind;
	now: number;
}

const ANSWER_TIMEOUT = 10_000;
const SIDE_BY_SIDE = 10;

/** Questions that confirm nothing which may be asked at once, and how often one more; ms. */
const BURST = 30;
const ONE_MORE_EVERY = 1_000;

/**
 * How long an id that was unknown is not asked about again, the first time and each further time; ms.
 * A job may be known to the API a little later than its event comes, so these are shorter than the
 * pauses of Svix between its tries: 5 s, 5 min, 30 min.
 */
const UNKNOWN_FOR = [3_000, 60_000, 4 * 60_000, 10 * 60_000];

/** How many unknown ids are remembered, and for how long; ms. */
const UNKNOWN_IDS = 5_000;
const REMEMBERED_FOR = 60 * 60_000;

interface Unknown {
	times: number;
	/** In milliseconds since 1970. */
	until: number;
}

const ACCOUNTS = 50;

/**
 * What strangers can make this process ask of one Gladia account: an id that it does not know once, and
 * again after growing pauses, and all of them together about once a second. Questions about true events
 * are not counted.
 *
 * Nobody can tell a true event from a made-up one before it is asked about. So an event that comes when
 * no question is left does not wait for one: behind hundreds that were made up, its turn would come too
 * late, and they would take all the places. Nor is it refused. It is told to come again, and finds a
 * question left a second later.
 */
class Account {
	private readonly unknown = new Recent<Unknown>(UNKNOWN_IDS, REMEMBERED_FOR);

	private readonly asking = new Map<string, Promise<Looked>>();

	private readonly semaphore = new Semaphore(SIDE_BY_SIDE);

	private left = BURST;

	private countedAt = Date.now();

	/** Reads the job of an event that may be made up. */
	async look(context: IWebhookFunctions, { id, kind, kindIsTold }: TriggerEvent): Promise<Looked> {
		const looked = await this.lookFor(context, kind, id);
		// A short name of an event is the same for both kinds.
		if (looked !== 'unknown' || kindIsTold) return looked;
		return await this.lookFor(context, 'live', id);
	}

	/** Gives a question back whose answer speaks for the event. */
	giveBack(): void {
		this.left = Math.min(BURST, this.left + 1);
	}

	private async lookFor(context: IWebhookFunctions, kind: JobKind, id: string): Promise<Looked> {
		// An id is unknown among the jobs of one kind only.
		const path = jobPath(kind, id);
		if (Date.now() < (this.unknown.get(path)?.until ?? 0)) return 'unknown';
		const asked = this.asking.get(path) ?? this.ask(context, kind, id);
		this.asking.set(path, asked);
		try {
			return await asked;
		} finally {
			this.asking.delete(path);
		}
	}

	private async ask(context: IWebhookFunctions, kind: JobKind, id: string): Promise<Looked> {
		return await this.semaphore.run(async () => {
			if (!this.takeQuestion()) return 'not asked';
			const looked = await readOnce(context, kind, id);
			if (looked === 'unknown') this.rememberUnknown(jobPath(kind, id));
			return looked;
		});
	}

	private takeQuestion(): boolean {
		const earned = Math.floor((Date.now() - this.countedAt) / ONE_MORE_EVERY);
		this.countedAt += earned * ONE_MORE_EVERY;
		this.left = Math.min(BURST, this.left + earned);
		if (this.left === 0) return false;
		this.left--;
		return true;
	}

	private rememberUnknown(path: string): void {
		const times = this.unknown.get(path)?.times ?? 0;
		const pause = UNKNOWN_FOR[Math.min(times, UNKNOWN_FOR.length - 1)] ?? 0;
		this.unknown.set(path, { times: times + 1, until: Date.now() + pause });
	}
}

async function readOnce(context: IWebhookFunctions, kind: JobKind, id: string): Promise<Looked> {
	const connection = await credentialConnection(context, ANSWER_TIMEOUT);
	const outcome = await send(
		context,
		() => ({ ...connection, method: 'GET', url: jobPath(kind, id), json: true }),
		{ ...repeatable, tries: 1, patience: 0 },
	);
	if (outcome instanceof ConnectionFailure) return 'no answer';
	if (succeeded(outcome)) {
		const job = jsonBody(outcome) as unknown as TranscriptionJob;
		if (job.id !== id) return 'unknown';
		const date = Date.parse(String(outcome.headers.date));
		return { job, kind, now: Number.isNaN(date) ? Date.now() : date };
	}
	if (outcome.statusCode === 401) return 'refused';
	// 403 and 410 are what some accounts without data retention may be told.
	return [400, 403, 404, 410, 422].includes(outcome.statusCode) ? 'unknown' : 'no answer';
}

const accounts = new Recent<Account>(ACCOUNTS);

/** @param name what tells accounts apart; not the API key itself */
export function accountOf(name: string): Account {
	const account = accounts.get(name) ?? new Account();
	accounts.set(name, account);
	return account;
}
