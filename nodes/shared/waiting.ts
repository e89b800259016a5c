import type { IExecuteSingleFunctions } from 'n8n-workflow';
import type { TranscriptionJob } from './apiTypes';
import { pause } from './cancellation';
import type { Subject } from './errors';
import { expectSuccess } from './errors';
import { backoff, repeatable } from './retry';
import type { Connection } from './transport';
import { jsonBody, send } from './transport';
import { Unanswered } from './unanswered';

/** A status check answers at once, or something is wrong: no reason to wait five minutes for it. */
const CHECK_TIMEOUT = 60_000;

export interface Wait {
	/** Path of the job. */
	url: string;
	/** When to stop waiting, in milliseconds since 1970. */
	deadline: number;
	/** Whether the first check comes at once, or after about a second (a job just started). */
	checkAtOnce: boolean;
}

/** The job as last seen, or undefined when it was never seen before the time was up. */
export type LastSeen = TranscriptionJob | undefined;

/** Whether a job will not change any more. */
export function isFinished(job: TranscriptionJob): boolean {
	return job.status === 'done' || job.status === 'error';
}

/**
 * Asks for a job until it is done, has failed, or the deadline has passed. Passing faults of the
 * server or the line do not end the wait, the deadline does.
 *
 * @returns the job as last seen; its status tells whether it is finished
 * @throws NodeApiError when the API will not give the job out (401, 404, …)
 */
export async function waitUntilDone(
	context: IExecuteSingleFunctions,
	connection: Connection,
	wait: Wait,
	subject: Subject,
): Promise<LastSeen> {
	let seen: LastSeen;
	for (let checks = 0; ; checks++) {
		if (checks > 0 || !wait.checkAtOnce) {
			const pauseBefore = backoff(wait.checkAtOnce ? checks - 1 : checks);
			if (Date.now() + pauseBefore > wait.deadline) {
				// One last look exactly at the deadline, so that no finished job is reported as running.
				await pause(context, Math.max(0, wait.deadline - Date.now()));
				return (await readJob(context, connection, wait, subject)) ?? seen;
			}
			await pause(context, pauseBefore);
		}
		seen = (await readJob(context, connection, wait, subject)) ?? seen;
		if (seen !== undefined && isFinished(seen)) return seen;
	}
}

/** Reads a job once, or undefined when no answer came before the deadline. */
async function readJob(
	context: IExecuteSingleFunctions,
	connection: Connection,
	{ url, deadline }: Wait,
	subject: Subject,
): Promise<LastSeen> {
	const policy = { ...repeatable, tries: Infinity, patience: Math.max(0, deadline - Date.now()) };
	const timeout = Math.min(connection.timeout ?? CHECK_TIMEOUT, CHECK_TIMEOUT);
	const outcome = await send(
		context,
		() => ({ ...connection, timeout, method: 'GET', url, json: true }),
		policy,
	);
	if (outcome instanceof Unanswered || policy.statuses(outcome.statusCode)) return undefined;
	const response = expectSuccess(context.getNode(), outcome, subject);
	return jsonBody(response) as unknown as TranscriptionJob;
}
