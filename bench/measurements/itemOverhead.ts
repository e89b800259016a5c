import { runInChild } from '../runInChild';
import type { Table } from '../table';
import { runs } from '../table';
import type { Setting } from './setting';

/** What Gladia Transcribe has on the way at a time unless told otherwise. */
const CONCURRENT = 25;

/** What an item costs beyond its request, when the server needs no time. */
export async function measureItemOverhead({ sandbox, quick }: Setting): Promise<Table[]> {
	const items = quick ? 50 : 200;
	const rounds = quick ? 2 : 5;
	await sandbox.reset();
	await sandbox.set({ jobSeconds: 0 });
	const input = { url: sandbox.url, items, concurrent: CONCURRENT, rounds };
	const times = await runInChild('startMany', input);
	const rate = (milliseconds: number[]) => ({
		name: 'items per second',
		unit: '/s',
		values: milliseconds.map((value) => items / (value / 1000)),
	});
	const baseline = 'bare fetch';
	return [
		{
			title: `Start of ${items} jobs of 0 s, ${CONCURRENT} at a time (${runs(rounds)})`,
			baseline,
			rows: [
				{ label: baseline, figures: [rate(times.fetch)] },
				{ label: 'smallest n8n node', figures: [rate(times.smallestNode)] },
				{ label: 'Gladia Transcribe', figures: [rate(times.node)] },
			],
			notes: ['The smallest n8n node has one field, checks nothing, and sends all at once.'],
			aims: [],
		},
	];
}
