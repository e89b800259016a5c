import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { isRecord } from '../../shared/json/values';
import { isTest, memoryOf } from '../triggerState';

/** Enough for a busy day, small enough to be saved with the workflow at each event. */
const LIMIT = 1_000;

/**
 * The events of a trigger that Gladia has confirmed and that started the workflow, kept in the
 * workflow's static data: while a job is recent enough to confirm an event, whoever knows its id could
 * repeat the event, also after a restart of n8n. Switching the workflow off does not clear it, since the
 * jobs are just as recent afterwards. n8n saves it after the call, and not for the test in the editor.
 *
 * Calls of the same moment each have a copy of the static data, and the last to be saved wins. So all of
 * them share the one list in memory, and whichever is saved has the events of the others as well.
 */
export class ConfirmedBefore {
	private readonly data: IDataObject | undefined;

	/** @param window for how long an event is kept, in milliseconds */
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
		const { confirmed } = memoryOf(this.context);
		for (const [known, seconds] of Object.entries(this.stored())) confirmed[known] ??= seconds;
		confirmed[key] = Math.floor(now / 1000);
		const oldestFirst = Object.keys(confirmed).toSorted(
			(one, other) => Number(confirmed[one]) - Number(confirmed[other]),
		);
		for (const [index, known] of oldestFirst.entries()) {
			const isOld = now - Number(confirmed[known]) * 1000 > this.window;
			if (isOld || oldestFirst.length - index > LIMIT) delete confirmed[known];
		}
		this.data.confirmed = confirmed;
	}

	private stored(): IDataObject {
		const confirmed = this.data?.confirmed;
		return isRecord(confirmed) ? confirmed : {};
	}
}
