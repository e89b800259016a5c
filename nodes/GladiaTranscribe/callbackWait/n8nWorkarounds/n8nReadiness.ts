import type { IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

const STARTING = 503;
/** How long a call is held, in milliseconds; the caller waits that long for an answer. */
const PATIENCE = 10_000;
const PAUSE = 250;
const CALL_TIMEOUT = 2_000;

/** What one readiness check has found; `silent`: no answer in time. */
export type Readiness = 'starting' | 'ready' | 'silent';

/**
 * Whether n8n has started.
 *
 * Why: n8n accepts calls before it has looked for the executions that the last crash interrupted, and
 * takes those for interrupted that a call has resumed in the meantime.
 * n8n: answers `/healthz/readiness` with 503 until it has started, 1.123 only until its database is
 * ready. Where the path is configured differently, n8n counts as ready. Read in 1.123.81, run with 2.41.1.
 * Test: test/e2e/restart.e2e.ts
 */
export class N8nReadiness {
	/** n8n does not stop being ready as long as this module is loaded. */
	private isReady = false;

	/** @param pause waits so many milliseconds */
	constructor(
		private readonly now: () => number = () => Date.now(),
		private readonly pause: (milliseconds: number) => Promise<void> = sleep,
	) {}

	/**
	 * Waits until n8n has started.
	 *
	 * @param check asks once
	 * @returns false when n8n takes too long
	 */
	async wait(check: () => Promise<Readiness>): Promise<boolean> {
		const deadline = this.now() + PATIENCE;
		while (!this.isReady) {
			// A process that does not answer in time is busy starting.
			this.isReady = (await check()) === 'ready';
			if (this.isReady) break;
			if (this.now() > deadline) return false;
			await this.pause(PAUSE);
		}
		return true;
	}
}

const n8nReadiness = new N8nReadiness();

/** Waits until the n8n that has taken the call has started; false when that takes too long. */
export async function n8nHasStarted(context: IWebhookFunctions): Promise<boolean> {
	return await n8nReadiness.wait(async () => await checkReadiness(context));
}

interface Listener {
	encrypted?: boolean;
	localPort?: number;
}

/** Asks the process that has taken the call, even behind a proxy. Any answer but 503 counts as ready. */
async function checkReadiness(context: IWebhookFunctions): Promise<Readiness> {
	const { encrypted, localPort } = context.getRequestObject().socket as Listener;
	const startedAt = Date.now();
	try {
		const response: unknown = await context.helpers.httpRequest({
			method: 'GET',
			url: `${encrypted ? 'https' : 'http'}://127.0.0.1:${localPort}/healthz/readiness`,
			skipSslCertificateValidation: true,
			timeout: CALL_TIMEOUT,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		});
		return (response as { statusCode: number }).statusCode === STARTING ? 'starting' : 'ready';
	} catch {
		return Date.now() - startedAt >= CALL_TIMEOUT ? 'silent' : 'ready';
	}
}
