import type { INodeParameters } from 'n8n-workflow';
import { runInChild } from '../runInChild';
import type { Aim, Row, Table } from '../table';
import { outputs } from './resultShaping';
import type { Setting } from './setting';
import { MEGABYTE } from './transfer';

/** Eight hours of talk. */
const WORDS = 100_000;
const SHORTER = 4;

const BASELINE = 'Full Response';
const MOST_MILLISECONDS = 1000;
const MOST_EXTRA_MEGABYTES = 100;
/** Twice as much as in proportion: the shorter one takes too little time to be measured well. */
const MOST_GROWTH = 2 * SHORTER;
/** Milliseconds. */
const LEAST_MEASURABLE = 20;

/** Whether eight hours come out of each output at once: its time, its memory, and how the time grows. */
export async function measureLongResults({ quick }: Setting): Promise<Table[]> {
	const words = quick ? WORDS / 5 : WORDS;
	const measured: Array<{ label: string; long: Shaped; short: Shaped }> = [];
	for (const [label, parameters] of Object.entries(outputs)) {
		const long = await shape(parameters, words);
		const short = await shape(parameters, words / SHORTER);
		measured.push({ label, long, short });
	}
	const full = measured.find(({ label }) => label === BASELINE)?.long.memoryBytes ?? 0;
	const aims = measured.flatMap(({ label, long, short }): Aim[] => {
		const extra = (long.memoryBytes - full) / MEGABYTE;
		const time = fastest(long);
		const growth = time / Math.max(fastest(short), LEAST_MEASURABLE);
		return [
			{
				text: `${label}: at most ${MOST_MILLISECONDS} ms`,
				met: time <= MOST_MILLISECONDS,
			},
			{
				text: `${label}: at most ${MOST_EXTRA_MEGABYTES} MB beside ${BASELINE}`,
				met: extra <= MOST_EXTRA_MEGABYTES,
			},
			{
				text: `${label}: ${SHORTER} times the words take less than ${MOST_GROWTH} times as long`,
				met: growth < MOST_GROWTH,
			},
		];
	});
	return [
		{
			title: `A result of ${words} words into each output`,
			baseline: BASELINE,
			rows: measured.map(rowOf),
			notes: [
				'Time: of the processor. Memory: what the output holds beside the result, or its peak where that is higher.',
			],
			aims,
		},
	];
}

type Shaped = Awaited<ReturnType<typeof import('../tasks/shapeLong').run>>;

const fastest = ({ milliseconds }: Shaped) => Math.min(...milliseconds);

async function shape(parameters: INodeParameters, words: number): Promise<Shaped> {
	return await runInChild('shapeLong', { parameters, words });
}

function rowOf({ label, long, short }: { label: string; long: Shaped; short: Shaped }): Row {
	return {
		label: long.items === 1 ? label : `${label} (${long.items})`,
		figures: [
			{ name: 'time', unit: 'ms', values: long.milliseconds },
			{ name: `time for 1/${SHORTER}`, unit: 'ms', values: short.milliseconds },
			{ name: 'memory', unit: 'MB', values: [long.memoryBytes / MEGABYTE] },
		],
	};
}
