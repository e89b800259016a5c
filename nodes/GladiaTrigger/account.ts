import type { IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { TranscriptionJob } from '../shared/apiTypes';
import { jobPath } from '../shared/endpoints';
import { repeatable } from '../shared/retry';
import { Slots } from '../shared/slots';
import { credentialConnection, jsonBody, send, succeeded } from '../shared/transport';
import { Unanswered } from '../shared/unanswered';
import type { TriggerEvent } from './readEvent';
import { Recent } from './recent';

/**
 * A job and the time at which the API gave it out (milliseconds since 1970, by its own clock); or
 * `unknown`: not in this account; `refused`: the API key does not fit; `no answer`: ask again.
 */
export type Looked = { job: TranscriptionJob; now: number } | 'unknown' | 'refused' | 'no answer';

interface Look {
	/** When to give up waiting for a turn, in milliseconds since 1970. */
	until: number;
	/** Whether the job may be too new for the API to know it. */
	isNew: boolean;
}

const ANSWER_TIMEOUT = 10_000;
const SIDE_BY_SIDE = 10;

/** Questions that confirm nothing which may be asked at once, and how often one more; ms. */
const BURST = 30;
const ONE_MORE_EVERY = 1_000;

/** How many unknown ids are remembered, and for how long; ms. */
const UNKNOWN_IDS = 5_000;
const UNKNOWN_FOR = 10 * 60_000;
const NEW_JOB_UNKNOWN_FOR = 5_000;

const ACCOUNTS = 50;

/**
 * What strangers can make this process ask of one Gladia account: an id that it does not know once,
 * and all of them together about once a second. Questions about true events are not counted.
 */
class Account {
	private readonly unknown = new Recent<number>(UNKNOWN_IDS, UNKNOWN_FOR);

	private readonly asking = new Map<string, Promise<Looked>>();

	private readonly slots = new Slots(SIDE_BY_SIDE);

	private left = BURST;

	private countedAt = Date.now();

	/** Reads the job of an event that may be made up. */
	async look(context: IWebhookFunctions, event: TriggerEvent, look: Look): Promise<Looked> {
		// An id is unknown among the jobs of one kind only.
		const path = jobPath(event.kind, event.id);
		if (Date.now() < (this.unknown.get(path) ?? 0)) return 'unknown';
		const asked = this.asking.get(path) ?? this.ask(context, event, look);
		this.asking.set(path, asked);
		try {
			return await asked;
		} finally {
			this.asking.delete(path);
		}
	}

	/** Gives a question back whose answer speaks for the event. */
	giveBack(): void {
		this.left = Math.min(BURST, this.left + 1);
	}

	private async ask(
		context: IWebhookFunctions,
		event: TriggerEvent,
		{ until, isNew }: Look,
	): Promise<Looked> {
		return await this.slots.run(async () => {
			if (!(await this.takeTurn(until))) return 'no answer';
			const looked = await readOnce(context, event);
			if (looked === 'unknown') {
				const remembered = isNew ? NEW_JOB_UNKNOWN_FOR : UNKNOWN_FOR;
				this.unknown.set(jobPath(event.kind, event.id), Date.now() + remembered);
			}
			return looked;
		});
	}

	private async takeTurn(until: number): Promise<boolean> {
		for (;;) {
			const earned = Math.floor((Date.now() - this.countedAt) / ONE_MORE_EVERY);
			this.countedAt += earned * ONE_MORE_EVERY;
			this.left = Math.min(BURST, this.left + earned);
			if (this.left > 0) break;
			if (Date.now() + ONE_MORE_EVERY > until) return false;
			await sleep(ONE_MORE_EVERY);
		}
		this.left--;
		return true;
	}
}

async function readOnce(context: IWebhookFunctions, { kind, id }: TriggerEvent): Promise<Looked> {
	const connection = await credentialConnection(context, ANSWER_TIMEOUT);
	const outcome = await send(
		context,
		() => ({ ...connection, method: 'GET', url: jobPath(kind, id), json: true }),
		{ ...repeatable, tries: 1, patience: 0 },
	);
	if (outcome instanceof Unanswered) return 'no answer';
	if (succeeded(outcome)) {
		const job = jsonBody(outcome) as unknown as TranscriptionJob;
		if (job.id !== id) return 'unknown';
		const date = Date.parse(String(outcome.headers.date));
		return { job, now: Number.isNaN(date) ? Date.now() : date };
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
