import type { IDataObject } from 'n8n-workflow';
import { isSameJson } from './sameRequest';

/** A start of a job in this n8n process, from its first request until its item knows the job's id. */
export interface OpenStart {
	body: IDataObject;
	/** When the first request that may have made a job was sent, in milliseconds since 1970. */
	since: number;
	/** How often it was sent; each time may have made a job. */
	sent: number;
	/** Whether an answer may still come. */
	inFlight: boolean;
}

const open = new Set<OpenStart>();

/** Enough for the jobs that a busy process starts during a search for one start. */
const MOST_KNOWN = 10_000;

/** Ids of jobs that belong to items of this process, the latest last. */
const known = new Set<string>();

/** Registers a start; close it however it ends. */
export function openStart(body: IDataObject): OpenStart {
	const start = { body, since: Date.now(), sent: 0, inFlight: false };
	open.add(start);
	return start;
}

export function closeStart(start: OpenStart): void {
	open.delete(start);
}

/** Records that a job belongs to an item, so that no other item claims it. */
export function claimJob(id: string): void {
	known.add(id);
	for (const oldest of known) {
		if (known.size <= MOST_KNOWN) return;
		known.delete(oldest);
	}
}

export function isClaimed(id: string): boolean {
	return known.has(id);
}

/** Other open starts of this process whose jobs look the same in the account's list. */
export function sameStarts(start: OpenStart): OpenStart[] {
	return [...open].filter((other) => other !== start && isSameJson(other.body, start.body));
}

/** Other open starts of this process whose callbacks go to the same address. */
export function startsWithCallback(start: OpenStart): OpenStart[] {
	const url = callbackOf(start.body);
	return [...open].filter((other) => other !== start && callbackOf(other.body) === url);
}

/** The callback address of a request. */
export function callbackOf(request: IDataObject): unknown {
	return (request.callback_config as IDataObject | undefined | null)?.url;
}
