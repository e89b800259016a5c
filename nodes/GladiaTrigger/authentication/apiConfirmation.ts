import type { IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/api/types';
import type { JobKind } from '../../shared/api/endpoints';
import { isJobId } from '../../shared/api/endpoints';
import { backoff } from '../../shared/api/retryPolicy';
import { accountOf } from './accountQueries';
import type { Evidence } from '../events';
import { eventTypes } from '../events';
import { triggerKey } from '../triggerState';
import { readMaxWait, readWindow } from '../options';
import type { TriggerEvent } from '../readEvent';
import { KNOWN_FOR, readTrust } from './expectedProof';

/** The API knows the job, and it is as the event says. */
export interface Confirmed {
	job: TranscriptionJob;
	/** Of the job, also where the event does not tell it. */
	kind: JobKind;
}

/** `refused`: the API says no; `unsure`: it says nothing, or not yet. Both are texts for the log. */
export type Confirmation = Confirmed | { refused: string } | { unsure: string };

/** So many calls are confirmed side by side; what comes beyond them may come again. */
const AT_ONCE = 200;

let waiting = 0;

const confirming = new Map<string, Promise<Confirmation>>();

const askForProof =
	"add '?token=' and the 'Callback Secret' of the trigger to the callback URL, or enter the signing secret of the webhook in the credential";
const contentOnly = `A message came without proof, and the API cannot confirm its content: ${askForProof}`;
const unknownJob = `The API does not know the job of an event that came without proof. Does the job belong to the account of the credential? Accounts without data retention need proof: ${askForProof}`;
const tooMany = 'Too many events came without proof at once';
const otherOutcome = 'The job of an event that came without proof had another outcome';
const tooOld = "The job of an event that came without proof is older than 'Confirmation Window'";

/**
 * Asks the API whether an event that came without proof is true: whether the job exists in this account,
 * shows the outcome that the event reports, and had it lately. Copies of an event share one answer. When
 * the API lags behind the event or cannot be reached, it is asked again until 'Max Wait for Result'.
 *
 * @param answerLater called when the API could not be reached, so that the caller need not wait
 */
export async function confirm(
	context: IWebhookFunctions,
	event: TriggerEvent,
	answerLater: () => void,
): Promise<Confirmation> {
	const evidence = eventTypes[event.name]?.confirmedBy;
	if (evidence === undefined) return { refused: contentOnly };
	if (!isJobId(event.id)) return { refused: unknownJob };
	const key = JSON.stringify([triggerKey(context), event.id, event.event, event.kindIsTold]);
	// Copies as well: each holds its body as long as it waits.
	if (waiting >= AT_ONCE) return { unsure: tooMany };
	waiting++;
	try {
		const running = confirming.get(key);
		if (running !== undefined) return await running;
		const confirmation = ask(context, event, evidence, answerLater).finally(() =>
			confirming.delete(key),
		);
		confirming.set(key, confirmation);
		return await confirmation;
	} finally {
		waiting--;
	}
}

async function ask(
	context: IWebhookFunctions,
	event: TriggerEvent,
	evidence: Evidence,
	answerLater: () => void,
): Promise<Confirmation> {
	const account = accountOf((await readTrust(context, KNOWN_FOR)).account);
	const [until, window] = [Date.now() + readMaxWait(context), readWindow(context)];
	for (let looks = 0; ; looks++) {
		const looked = await account.look(context, event);
		if (looked === 'unknown') return { refused: unknownJob };
		if (looked === 'refused') return { unsure: "Gladia refused the credential's API key" };
		// One that has been asked about goes on by itself, since its sender may not repeat it.
		if (looked === 'not asked' && looks === 0) return { unsure: tooMany };
		if (looked === 'no answer' || looked === 'not asked') {
			answerLater();
		} else {
			const { job, kind, now } = looked;
			const shown = shows(job, evidence);
			if (shown === false) return { refused: otherOutcome };
			if (shown === true && !isRecent(job, evidence, now - window)) return { refused: tooOld };
			account.giveBack();
			if (shown === true) return { job, kind };
		}
		const pause = backoff(looks);
		if (Date.now() + pause > until) return { unsure: 'Gladia did not confirm an event in time' };
		await sleep(pause);
	}
}

/** Whether the job shows what the event reports; undefined: not yet. */
function shows({ status }: TranscriptionJob, evidence: Evidence): boolean | undefined {
	if (evidence === 'created') return true;
	if (status !== 'done' && status !== 'error') return undefined;
	return evidence === 'ended' || (status === 'done') === (evidence === 'done');
}

/** @param earliest milliseconds since 1970 */
function isRecent(job: TranscriptionJob, evidence: Evidence, earliest: number): boolean {
	const { created_at, completed_at } = job;
	const at = evidence === 'created' ? created_at : (completed_at ?? created_at);
	return Date.parse(String(at)) >= earliest;
}

/** What of an event is believed once the API has confirmed it: no payload, but the job's own data. */
export function believed(event: TriggerEvent, { job, kind }: Confirmed): TriggerEvent {
	const { name, event: gladiaName, sender, id } = event;
	const { custom_metadata, error_code, status } = job;
	return {
		name,
		event: gladiaName,
		sender,
		id,
		kind,
		kindIsTold: true,
		...(custom_metadata && { customMetadata: custom_metadata }),
		...(status === 'error' && { error: { code: error_code ?? null } }),
	};
}
