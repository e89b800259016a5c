import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { isRecord } from '../../shared/json/values';
import { isTest } from '../triggerKey';
import { stateOf } from '../triggerState';

/** Enough for a busy day, and small enough to be saved with the workflow at each event. */
const LIMIT = 1_000;

/**
 * The events that the API confirmed and that started the workflow, kept in the workflow's static data:
 * while a job is recent enough to confirm an event, anyone who knows its id could repeat the event, even
 * after a restart of n8n. Deactivating the workflow does not clear them, since the jobs are just as
 * recent afterwards. n8n saves static data after the call, except for test calls from the editor.
 *
 * Concurrent calls each have a copy of the static data, and the last one saved wins. So all of them
 * share one list in memory, and whichever is saved has the events of the others too.
 */
export class ConfirmedEvents {
	private readonly data: IDataObject | undefined;

	/** @param window how long an event is kept, in milliseconds */
	constructor(
		private readonly context: IWebhookFunctions,
		private readonly window: number,
	) {
		this.data = isTest(context) ? undefined : context.getWorkflowStaticData('node');
	}

	has(key: string): boolean {
		return Object.hasOwn(this.stored(), key);
	}

	add(key: string, now = Date.now()): void {
		if (this.data === undefined) return;
		const { confirmed } = stateOf(this.context);
		for (const [known, seconds] of Object.entries(this.stored())) confirmed[known] ??= seconds;
		confirmed[key] = Math.floor(now / 1000);
		removeOld(confirmed, this.window, now);
		this.data.confirmed = confirmed;
	}

	private stored(): IDataObject {
		const confirmed = this.data?.confirmed;
		return isRecord(confirmed) ? confirmed : {};
	}
}

/**
 * Removes the events that are too old, and the oldest of too many.
 *
 * @param confirmed event key → when it was confirmed, in seconds since 1970
 * @param window how long an event is kept, in milliseconds
 * @param now milliseconds since 1970
 */
export function removeOld(confirmed: IDataObject, window: number, now: number): void {
	const oldestFirst = Object.keys(confirmed).toSorted(
		(one, other) => Number(confirmed[one]) - Number(confirmed[other]),
	);
	for (const [index, key] of oldestFirst.entries()) {
		const isOld = now - Number(confirmed[key]) * 1000 > window;
		if (isOld || oldestFirst.length - index > LIMIT) delete confirmed[key];
	}
}
