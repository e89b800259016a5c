import { BYTES_PER_SECOND } from '../live/stream';
import type { Row, Table } from '../table';
import { medianOf, runs } from '../table';
import type { LiveWay, Streamed } from '../tasks/liveStream';
import { cpuFigure, labels, makeStreams, memoryFigure, streamOnce } from './liveStreams';
import type { Setting } from './setting';
import { MEGABYTE } from './transfer';

/** What the issue asks for: the share of what a bare client does. */
const AIM = 0.8;

const SPEED = 'speed';

/** How fast a long stream goes through Gladia Live, beside a bare client that takes turns with it. */
export async function measureLiveSpeed(setting: Setting): Promise<Table[]> {
	const bytes = (setting.quick ? 100 : 300) * MEGABYTE;
	const rounds = setting.quick ? 1 : 3;
	const streams = await makeStreams(setting, [bytes]);
	const costs: Record<LiveWay, Streamed[]> = { node: [], bare: [] };
	for (let round = 0; round < rounds; round++) {
		for (const way of ['bare', 'node'] as const) {
			costs[way].push(await streamOnce(setting, way, streams));
		}
	}
	const rows = [rowOf('bare', bytes, costs.bare), rowOf('node', bytes, costs.node)];
	const ratio = medianOf({ rows }, labels.node, SPEED) / medianOf({ rows }, labels.bare, SPEED);
	return [
		{
			title: `Live stream of ${bytes / MEGABYTE} MB, as fast as possible (${runs(rounds)})`,
			baseline: labels.bare,
			rows,
			notes: [
				`${costs.node[0]?.platform}; 16 kHz, mono, 16 bit, in frames of 100 ms.`,
				'The sandbox accepted the SHA-256 of the file, every time.',
			],
			aims: [{ text: `at least ${AIM} × ${labels.bare}`, met: ratio >= AIM }],
		},
	];
}

function rowOf(way: LiveWay, bytes: number, streamed: Streamed[]): Row {
	const rates = streamed.map(({ cost }) => bytes / (cost.milliseconds / 1000));
	const paces = rates.map((rate) => rate / BYTES_PER_SECOND);
	return {
		label: labels[way],
		figures: [
			{ name: SPEED, unit: 'MB/s', values: rates.map((rate) => rate / MEGABYTE) },
			{ name: 'pace', unit: '× real time', values: paces },
			memoryFigure(streamed),
			cpuFigure(streamed),
		],
	};
}
