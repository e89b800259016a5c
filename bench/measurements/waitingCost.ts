import { setTimeout as sleep } from 'node:timers/promises';
import { post } from '../n8n/post';
import { transcriptions } from '../n8n/transcriptions';
import type { ActiveWorkflow, WaitFor } from '../n8n/workflow';
import { transcribeWorkflow } from '../n8n/workflow';
import type { Row, Table } from '../table';
import { runs } from '../table';
import type { Setting } from './setting';

const AT_ONCE = 20;
const IDLE_SECONDS = 10;
const TIMEOUT_MS = 60_000;
/** What n8n still does after an execution has ended belongs to it, in milliseconds. */
const AFTERMATH = 2_000;

const ways: WaitFor[] = ['polling', 'callback'];

/** Requests and processor time of waiting for results, by polling and by callback. */
export async function measureWaitingCost(setting: Setting): Promise<Table> {
	const { sandbox, quick } = setting;
	const jobSeconds = quick ? 8 : 20;
	const rounds = quick ? 1 : 2;
	const host = await setting.n8n();
	await sandbox.set({ jobSeconds });

	// What the workflows before have left over is not idleness.
	await sleep(AFTERMATH);
	const idle = host.cpuSeconds();
	await sleep(IDLE_SECONDS * 1000);
	const idleShare = (host.cpuSeconds() - idle) / IDLE_SECONDS;

	const workflows = {
		polling: await transcribeWorkflow(host, 'polling'),
		callback: await transcribeWorkflow(host, 'callback'),
	};
	const round = async ({ id, url }: ActiveWorkflow, endedBefore: number) => {
		await sandbox.reset();
		const begin = { at: Date.now(), cpu: host.cpuSeconds() };
		await Promise.all(Array.from({ length: AT_ONCE }, async () => await post(url, '{}')));
		await sleep(jobSeconds * 1000);
		await host.untilEnded(id, endedBefore + AT_ONCE, TIMEOUT_MS);
		await sleep(AFTERMATH);
		const seconds = (Date.now() - begin.at) / 1000;
		const cpuSeconds = host.cpuSeconds() - begin.cpu - idleShare * seconds;
		const requests = (await sandbox.requests()).length;
		const results = await transcriptions(host, sandbox);
		if (results.length !== AT_ONCE) throw new Error(`${results.length} jobs instead of ${AT_ONCE}`);
		return { requests: requests / AT_ONCE, cpuMs: (cpuSeconds / AT_ONCE) * 1000 };
	};

	const costs = { polling: [] as Cost[], callback: [] as Cost[] };
	for (let number = 0; number < rounds; number++) {
		for (const way of ways) {
			costs[way].push(await round(workflows[way], number * AT_ONCE));
		}
	}
	return {
		title: `${AT_ONCE} jobs of ${jobSeconds} s at once in n8n, per transcription (${runs(rounds)})`,
		baseline: 'polling',
		rows: ways.map((way) => rowOf(way, costs[way])),
		notes: [
			`An idle n8n uses ${(idleShare * 1000).toFixed(0)} ms of CPU per second; that is subtracted.`,
		],
		aims: [],
	};
}

interface Cost {
	requests: number;
	cpuMs: number;
}

function rowOf(label: string, costs: Cost[]): Row {
	return {
		label,
		figures: [
			{ name: 'API requests', unit: '', values: costs.map(({ requests }) => requests) },
			{ name: 'CPU of n8n', unit: 'ms', values: costs.map(({ cpuMs }) => cpuMs) },
		],
	};
}
