import { setTimeout as sleep } from 'node:timers/promises';
import { post } from '../n8n/post';
import { transcriptions } from '../n8n/transcriptions';
import { transcribeWorkflow } from '../n8n/workflow';
import type { Table } from '../table';
import type { Setting } from './setting';

/** Pause between two starts, so that hardly any jobs end at the same moment, in milliseconds. */
const BETWEEN_STARTS = 300;
const TIMEOUT_MS = 60_000;

/** How long after the end of a job the next node begins, by polling and by callback. */
export async function measureCallbackLatency(setting: Setting): Promise<Table> {
	const { sandbox, quick } = setting;
	const pairs = quick ? 10 : 24;
	const [shortest, longest] = quick ? [4, 8] : [4, 18];
	const host = await setting.n8n();
	await sandbox.reset();
	const workflows = {
		polling: await transcribeWorkflow(host, 'polling'),
		callback: await transcribeWorkflow(host, 'callback'),
	};
	for (let pair = 0; pair < pairs; pair++) {
		// Polling looks at set times, so how late it is depends on how long the job takes.
		const jobSeconds = shortest + ((longest - shortest) * pair) / (pairs - 1);
		await sandbox.set({ jobSeconds, concurrentJobs: 2 * pairs });
		const inTurn = [workflows.polling, workflows.callback];
		for (const { url } of pair % 2 === 0 ? inTurn : inTurn.reverse()) {
			await post(url, '{}');
			await sleep(BETWEEN_STARTS);
		}
	}
	// Asked more often, n8n would have other things to do.
	await sleep(longest * 1000);
	for (const { id } of Object.values(workflows)) await host.untilEnded(id, pairs, TIMEOUT_MS);

	const results = await transcriptions(host, sandbox);
	const deliveries = await sandbox.deliveries();
	const calledAt = new Map(
		deliveries
			.filter(({ state }) => state === 'delivered')
			.map(({ jobId, lastTryAt }) => [jobId, lastTryAt]),
	);
	const polled = results.filter(({ job }) => job.request_params?.callback !== true);
	const called = results.filter(({ job }) => job.request_params?.callback === true);
	if (called.length !== pairs || polled.length !== pairs) {
		throw new Error(`${called.length} and ${polled.length} of ${pairs} jobs`);
	}
	// On a busy machine the node's own look, 2 s after it fell asleep, may come first.
	const woken = called.filter(({ job }) => calledAt.has(job.id));
	const sinceEnd = (those: typeof results) => ({
		name: 'job done → next node',
		unit: 'ms',
		values: those.map(({ job, wentOnAt }) => wentOnAt - Date.parse(job.completed_at ?? '')),
	});
	const sinceCall = {
		name: 'callback → next node',
		unit: 'ms',
		values: woken.map(({ job, wentOnAt }) => wentOnAt - (calledAt.get(job.id) ?? NaN)),
	};
	return {
		title: `Jobs of ${shortest} to ${longest} s in n8n: how late the result is (${pairs} jobs each)`,
		baseline: 'polling',
		rows: [
			{ label: 'polling', figures: [sinceEnd(polled)] },
			{ label: 'callback', figures: [sinceEnd(called), sinceCall] },
		],
		notes: [
			'Polling asks after about 1, 2.5, 5, 8, 13, 21 … s, so it is the later the longer.',
			`${woken.length} of ${pairs} executions were woken by their callback, the others by their own look.`,
		],
		aims: [],
	};
}
