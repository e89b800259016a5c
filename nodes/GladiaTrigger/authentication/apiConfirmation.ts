import type { IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { JobKind } from '../../shared/api/endpoints';
import { isJobId } from '../../shared/api/endpoints';
import { backoff } from '../../shared/api/retryPolicy';
import type { TranscriptionJob } from '../../shared/api/types';
import type { Evidence } from '../events';
import { eventTypes } from '../events';
import { readMaxWait, readWindow } from '../fields/options';
import type { TriggerEvent } from '../readEvent';
import { triggerKey } from '../triggerKey';
import { accountOf } from './accountQueries';
import { isRecent, isShownBy } from './evidence';
import { CACHED_FOR, readExpectedProof } from './expectedProof';

/** The API knows the job, and the job is as the event says. */
export interface Confirmed {
	job: TranscriptionJob;
	/** Kind of the job, known even where the event does not say. */
	kind: JobKind;
}

/** `refused`: the API says no; `unsure`: no answer, or not yet. Both are texts for the log. */
export type Confirmation = Confirmed | { refused: string } | { unsure: string };

/** How many calls may wait for a confirmation at a time; any further call may come again. */
const MAX_WAITING = 200;

let waiting = 0;

const running = new Map<string, Promise<Confirmation>>();

const ADD_PROOF =
	"add '?token=' and the 'Callback Secret' of the trigger to the callback URL, or enter the signing secret of the webhook in the credential";
const CONTENT_ONLY = `A message came without proof, and the API cannot confirm its content: ${ADD_PROOF}`;
const UNKNOWN_JOB = `The API does not know the job of an event that came without proof. Does the job belong to the account of the credential? Accounts without data retention need proof: ${ADD_PROOF}`;
const TOO_MANY = 'Too many events came without proof at once';
const OTHER_OUTCOME = 'The job of an event that came without proof had another outcome';
const TOO_OLD = "The job of an event that came without proof is older than 'Confirmation Window'";

/**
 * Asks the API to confirm an event that came without proof: whether the job exists in this account, had
 * the outcome that the event reports, and had it recently. Copies of an event share one answer. While
 * the API lags behind the event or cannot be reached, it is asked again, up to 'Max Wait for Result'.
 *
 * @param answerLater called when the API could not be reached, so that the caller need not wait
 */
export async function confirm(
	context: IWebhookFunctions,
	event: TriggerEvent,
	answerLater: () => void,
): Promise<Confirmation> {
	const evidence = eventTypes[event.name]?.confirmedBy;
	if (evidence === undefined) return { refused: CONTENT_ONLY };
	if (!isJobId(event.id)) return { refused: UNKNOWN_JOB };
	const key = JSON.stringify([triggerKey(context), event.id, event.event, event.isKindKnown]);
	// Copies count too: each keeps its body in memory while it waits.
	if (waiting >= MAX_WAITING) return { unsure: TOO_MANY };
	waiting++;
	try {
		const known = running.get(key);
		if (known !== undefined) return await known;
		const confirmation = askApi(context, event, evidence, answerLater).finally(() =>
			running.delete(key),
		);
		running.set(key, confirmation);
		return await confirmation;
	} finally {
		waiting--;
	}
}

async function askApi(
	context: IWebhookFunctions,
	event: TriggerEvent,
	evidence: Evidence,
	answerLater: () => void,
): Promise<Confirmation> {
	const account = accountOf((await readExpectedProof(context, CACHED_FOR)).account);
	const [deadline, window] = [Date.now() + readMaxWait(context), readWindow(context)];
	for (let tries = 0; ; tries++) {
		const lookup = await account.lookUp(context, event);
		if (lookup === 'unknown') return { refused: UNKNOWN_JOB };
		if (lookup === 'refused') return { unsure: "Gladia refused the credential's API key" };
		// After the first query, retries continue here, since the sender may not repeat the event.
		if (lookup === 'not asked' && tries === 0) return { unsure: TOO_MANY };
		if (lookup === 'no answer' || lookup === 'not asked') {
			answerLater();
		} else {
			const { job, kind, now } = lookup;
			const isShown = isShownBy(job, evidence);
			if (isShown === false) return { refused: OTHER_OUTCOME };
			if (isShown === true && !isRecent(job, evidence, now - window)) return { refused: TOO_OLD };
			account.refund();
			if (isShown === true) return { job, kind };
		}
		const pause = backoff(tries);
		if (Date.now() + pause > deadline) return { unsure: 'Gladia did not confirm an event in time' };
		await sleep(pause);
	}
}

/** The parts of a confirmed event that are trusted: no payload, but the job's own data. */
export function confirmedEvent(event: TriggerEvent, { job, kind }: Confirmed): TriggerEvent {
	const { name, event: gladiaName, sender, id } = event;
	const { custom_metadata, error_code, status } = job;
	return {
		name,
		event: gladiaName,
		sender,
		id,
		kind,
		isKindKnown: true,
		...(custom_metadata && { customMetadata: custom_metadata }),
		...(status === 'error' && { error: { code: error_code ?? null } }),
	};
}
