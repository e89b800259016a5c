import { Semaphore } from '../../nodes/shared/async/semaphore';
import { N8nHost } from '../n8n/host';
import { post } from '../n8n/post';
import type { Receiver } from '../n8n/receivers';
import { gladiaReceiver, slackReceiver, webhookReceiver } from '../n8n/receivers';
import { timeOf } from '../peakMemory';
import type { Row, Table } from '../table';
import { medianOf, runs } from '../table';
import type { Setting } from './setting';

/** Events on the way at a time. */
const SENDERS = 10;
const TIMEOUT_MS = 60_000;
/** What the issue asks for: the share of what n8n's own Webhook does. */
const AIM = 0.9;
const RATE = 'events';

const WEBHOOK = 'n8n Webhook';
const SLACK = 'n8n Slack Trigger';
const GLADIA = 'Gladia Trigger';

/** Makes n8n set up its expression engine only where an expression is evaluated. */
const frugal = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };

/** How many events per second start a workflow, beside n8n's own nodes. */
export async function measureTriggerRate(setting: Setting): Promise<Table[]> {
	const { sandbox, folder, quick } = setting;
	const rounds = quick ? 2 : 4;
	const host = await setting.n8n();
	const usual = await compare(quick ? 30 : 60, rounds, [
		new Way(WEBHOOK, host, await webhookReceiver(host)),
		new Way(SLACK, host, await slackReceiver(host)),
		new Way(GLADIA, host, await gladiaReceiver(host)),
	]);
	const frugalHost = await N8nHost.start(sandbox, folder, frugal);
	const spared = await compare(quick ? 100 : 200, rounds, [
		new Way(WEBHOOK, frugalHost, await webhookReceiver(frugalHost)),
		new Way(GLADIA, frugalHost, await gladiaReceiver(frugalHost)),
	]);
	await frugalHost.n8n.stop();
	const [variable] = Object.keys(frugal);
	return [
		{
			...usual,
			title: `${usual.title}, as installed`,
			notes: [
				'Webhook does not verify. n8n sets up an expression engine for every call of all triggers but',
				`Webhook, which costs more than the triggers do; below it does not (${variable}).`,
			],
			aims: [aim(usual, SLACK)],
		},
		{ ...spared, title: `${spared.title}, with ${variable}`, aims: [aim(spared, WEBHOOK)] },
	];
}

function aim(table: Table, other: string) {
	const ratio = medianOf(table, GLADIA, RATE) / medianOf(table, other, RATE);
	return { text: `at least ${AIM} × ${other}`, met: ratio >= AIM };
}

async function compare(events: number, rounds: number, ways: Way[]): Promise<Table> {
	// So that the code is compiled that every call runs through.
	for (const way of ways) await way.take(events);
	const order = [...ways];
	for (let round = 0; round < rounds; round++) {
		for (const way of order) await way.measure(events);
		// There and back: none comes after the same one every time.
		order.reverse();
	}
	const rows = ways.map(({ label, rates, cpuMs }): Row => ({
		label,
		figures: [
			{ name: RATE, unit: '/s', values: rates },
			{ name: 'CPU per event', unit: 'ms', values: cpuMs },
		],
	}));
	const title = `${events} signed calls by ${SENDERS} senders that start a workflow in n8n (${runs(rounds)})`;
	return { title, baseline: WEBHOOK, rows, notes: [], aims: [] };
}

/** A workflow and what its calls took. */
class Way {
	/** Calls per second, by round. */
	readonly rates: number[] = [];

	/** Processor time of n8n for each call, by round, in milliseconds. */
	readonly cpuMs: number[] = [];

	private taken = 0;

	constructor(
		readonly label: string,
		private readonly host: N8nHost,
		private readonly receiver: Receiver,
	) {}

	async measure(count: number): Promise<void> {
		const cpuBefore = this.host.cpuSeconds();
		const milliseconds = await timeOf(async () => await this.take(count));
		this.rates.push((count / milliseconds) * 1000);
		this.cpuMs.push(((this.host.cpuSeconds() - cpuBefore) / count) * 1000);
	}

	/** Starts so many executions and waits until they have ended. */
	async take(count: number): Promise<void> {
		const { workflow, newCall } = this.receiver;
		const senders = new Semaphore(SENDERS);
		await Promise.all(
			Array.from({ length: count }, newCall).map(async ({ body, headers }) => {
				await senders.run(async () => await post(workflow.url, body, headers));
			}),
		);
		this.taken += count;
		await this.host.untilEnded(workflow.id, this.taken, TIMEOUT_MS);
	}
}
