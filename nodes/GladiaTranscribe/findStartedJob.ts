import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { pause } from '../shared/cancellation';
import { collectionPath } from '../shared/endpoints';
import { backoff, repeatable } from '../shared/retry';
import type { Connection } from '../shared/transport';
import { jsonBody, send, succeeded } from '../shared/transport';
import { Unanswered } from '../shared/unanswered';
import type { NodeRun } from './nodeRun';

/** How far this machine's clock may be ahead of Gladia's, in milliseconds. */
const CLOCK_DIFFERENCE = 120_000;
/** A job may take a moment to appear in the list. */
const LOOKS = 3;
/** Newest first, so the job is on the first page unless hundreds were started in between. */
const PAGE = 100;

export interface LostStart {
	body: IDataObject;
	/** When the start was sent, in milliseconds since 1970. */
	since: number;
	/** Jobs that belong to other items are not taken. */
	run: NodeRun;
}

/**
 * Looks in the account's list for a job that a start without an answer may have begun.
 *
 * @returns its id, or undefined when there is none or the list cannot be had
 */
export async function findStartedJob(
	context: IExecuteSingleFunctions,
	connection: Connection,
	{ body, since, run }: LostStart,
): Promise<string | undefined> {
	const from = since - CLOCK_DIFFERENCE;
	for (let look = 0; look < LOOKS; look++) {
		await pause(context, backoff(look));
		const outcome = await send(
			context,
			() => ({
				...connection,
				method: 'GET',
				url: collectionPath('pre-recorded'),
				qs: { limit: PAGE, after_date: new Date(from).toISOString() },
				json: true,
			}),
			repeatable,
		);
		if (outcome instanceof Unanswered || !succeeded(outcome)) continue;
		const { items } = jsonBody(outcome);
		const taken = new Set(run.jobs.values());
		const match = (Array.isArray(items) ? (items as IDataObject[]) : []).find(
			(job) => !taken.has(String(job.id)) && isFrom(job, from) && asksForTheSame(job, body),
		);
		if (typeof match?.id === 'string') return match.id;
	}
	return undefined;
}

function isFrom({ created_at: createdAt }: IDataObject, time: number): boolean {
	return typeof createdAt === 'string' && Date.parse(createdAt) >= time;
}

/** An uploaded file's address is used once, so it alone tells; other addresses need the rest too. */
function asksForTheSame(job: IDataObject, body: IDataObject): boolean {
	const asked = (job.request_params ?? {}) as IDataObject;
	if (asked.audio_url !== body.audio_url) return false;
	if (
		JSON.stringify(job.custom_metadata ?? null) !== JSON.stringify(body.custom_metadata ?? null)
	) {
		return false;
	}
	const switches = Object.keys(body).filter((key) => typeof body[key] === 'boolean');
	return switches.every((key) => asked[key] === body[key]);
}
