import { setTimeout as sleep } from 'node:timers/promises';
import { Semaphore } from '../../nodes/shared/async/semaphore';
import type { N8nHost } from '../n8n/host';
import { post } from '../n8n/post';
import { transcriptions } from '../n8n/transcriptions';
import { transcribeWorkflow } from '../n8n/workflow';
import { timeOf } from '../peakMemory';
import type { Figure, Table } from '../table';
import type { Setting } from './setting';
import { MEGABYTE } from './transfer';

/** Calls on the way at a time. */
const CALLERS = 10;
/** Run first, so that the code is there and warm before memory is read. */
const REHEARSED = 20;
const TIMEOUT_MS = 180_000;
/** Some of what an execution needed is kept for a while after it, in milliseconds. */
const SETTLING = 5_000;

/** Memory of n8n with many executions that sleep, and how fast they go to sleep and wake up. */
export async function measureParkedExecutions(setting: Setting): Promise<Table[]> {
	const count = setting.quick ? 100 : 500;
	const host = await setting.n8n();
	await parkAndResume(setting, host, REHEARSED);
	const { before, asleep, resumed } = await parkAndResume(setting, host, count);
	const baseline = 'before';
	return [
		{
			title: `${count} executions of one item in n8n that sleep until called (1 run)`,
			baseline,
			rows: [
				{ label: baseline, figures: memoryFigures(before) },
				{
					label: 'all asleep',
					figures: [...memoryFigures(asleep), rate(count, asleep.milliseconds)],
				},
				{
					label: 'all resumed',
					figures: [...memoryFigures(resumed), rate(count, resumed.milliseconds)],
				},
			],
			notes: [
				'Memory after garbage collection. Every execution went on with the result of its own job.',
				`Going to sleep took ${inSeconds(asleep)} for all, waking up and ending ${inSeconds(resumed)}.`,
			],
			aims: [],
		},
	];
}

type Memory = Awaited<ReturnType<N8nHost['memory']>>;

async function parkAndResume({ sandbox }: Setting, host: N8nHost, count: number) {
	const { id, url } = await transcribeWorkflow(host, 'callback');
	await sandbox.reset();
	// All jobs queue up, so that none ends while others are still being started.
	await sandbox.set({ concurrentJobs: 0, queuedJobs: count });
	const before = await host.memory();

	const callers = new Semaphore(CALLERS);
	const toSleep = await timeOf(async () => {
		await Promise.all(
			Array.from({ length: count }, async () => {
				await callers.run(async () => await post(url, '{}'));
			}),
		);
		await host.untilParked(id, count, TIMEOUT_MS);
	});
	await sleep(SETTLING);
	const asleep = await host.memory();

	const toTheEnd = await timeOf(async () => {
		await sandbox.set({ jobSeconds: 0, concurrentJobs: 1 });
		// The end of a job is what makes room for the next one.
		await sandbox.startJob('https://example.com/first.mp3');
		await host.untilEnded(id, count, TIMEOUT_MS);
	});
	await sleep(SETTLING);
	const resumed = await host.memory();
	const results = await transcriptions(host, sandbox);
	if (results.length !== count) throw new Error(`${results.length} of ${count} results`);
	return {
		before,
		asleep: { ...asleep, milliseconds: toSleep },
		resumed: { ...resumed, milliseconds: toTheEnd },
	};
}

function memoryFigures({ rss, heapUsed }: Memory): Figure[] {
	return [
		{ name: 'resident', unit: 'MB', values: [rss / MEGABYTE] },
		{ name: 'heap', unit: 'MB', values: [heapUsed / MEGABYTE] },
	];
}

function rate(count: number, milliseconds: number): Figure {
	return { name: 'rate', unit: '/s', values: [(count / milliseconds) * 1000] };
}

function inSeconds({ milliseconds }: { milliseconds: number }): string {
	return `${(milliseconds / 1000).toFixed(1)} s`;
}
