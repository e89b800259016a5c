import { runInChild } from '../runInChild';
import type { Table } from '../table';
import { medianOf, runs } from '../table';
import type { Setting } from './setting';

const ITEMS = 20;
const JOB_SECONDS = 2;
/** As many as are worth waiting for; the rest would take just as long each. */
const ONE_BY_ONE = 3;
/** How much longer than one item all of them may take. */
const AIM = 2;
const TIME = 'time';

/** How long many items take when each one's job takes seconds. */
export async function measureManyItems({ sandbox, quick }: Setting): Promise<Table[]> {
	const rounds = quick ? 1 : 3;
	const oneByOne = quick ? 1 : ONE_BY_ONE;
	await sandbox.reset();
	await sandbox.set({ jobSeconds: JOB_SECONDS });
	const { times, requestsPerItem } = await runInChild('transcribeMany', {
		url: sandbox.url,
		items: ITEMS,
		oneByOne,
		rounds,
	});
	const time = (milliseconds: number[]) => ({
		name: TIME,
		unit: 's',
		values: milliseconds.map((value) => value / 1000),
	});
	const labels = {
		one: '1 item',
		many: `${ITEMS} items`,
		oneByOne: `${ITEMS} items one by one`,
	};
	const rows = [
		{ label: labels.one, figures: [time(times.one)] },
		{
			label: labels.many,
			figures: [time(times.many), { name: 'requests per item', unit: '', values: requestsPerItem }],
		},
		{
			label: labels.oneByOne,
			figures: [time(times.oneByOne.map((value) => (value / oneByOne) * ITEMS))],
		},
	];
	const ratio = medianOf({ rows }, labels.many, TIME) / medianOf({ rows }, labels.one, TIME);
	return [
		{
			title: `Gladia Transcribe, jobs of ${JOB_SECONDS} s (${runs(rounds)})`,
			baseline: labels.one,
			rows,
			notes: [`One by one: worked out from ${oneByOne} of the ${ITEMS}.`],
			aims: [{ text: `${ITEMS} items take at most ${AIM} × one item`, met: ratio <= AIM }],
		},
	];
}
