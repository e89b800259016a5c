import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { isRecord } from '../shared/result/document';
import { isTest } from './memory';

/** Enough for a busy day, small enough to be saved with the workflow at each event. */
const LIMIT = 1_000;

/**
 * The events of a trigger that Gladia has confirmed and that started the workflow, kept in the
 * workflow's static data: while a job is recent enough to confirm an event, whoever knows its id could
 * repeat the event, also after a restart of n8n. Switching the workflow off does not clear it, since the
 * jobs are just as recent afterwards. n8n saves it after the call, and not for the test in the editor.
 */
export class ConfirmedBefore {
	private readonly data: IDataObject | undefined;

	/** @param window for how long an event is kept, in milliseconds */
	constructor(
		context: IWebhookFunctions,
		private readonly window: number,
	) {
		this.data = isTest(context) ? undefined : context.getWorkflowStaticData('node');
	}

	has(key: string): boolean {
		return Object.hasOwn(this.entries(), key);
	}

	add(key: string, now = Date.now()): void {
		if (this.data === undefined) return;
		const recent = Object.entries(this.entries()).filter(
			([, seconds]) => now - Number(seconds) * 1000 <= this.window,
		);
		const kept = recent.slice(-LIMIT + 1);
		this.data.confirmed = Object.fromEntries([...kept, [key, Math.floor(now / 1000)]]);
	}

	private entries(): IDataObject {
		const confirmed = this.data?.confirmed;
		return isRecord(confirmed) ? confirmed : {};
	}
}
