import { BYTES_PER_SECOND } from '../live/stream';
import type { Row, Table } from '../table';
import { runs } from '../table';
import type { LiveWay, Streamed } from '../tasks/liveStream';
import { cpuFigure, labels, makeStreams, memoryFigure, streamOnce } from './liveStreams';
import type { Setting } from './setting';

/** As many sessions as a paid plan runs side by side. */
const SESSIONS = 30;
const SPEED = 10;

/** What as many sessions at once as the API allows cost. */
export async function measureLiveMany(setting: Setting): Promise<Table[]> {
	const rounds = setting.quick ? 1 : 2;
	const seconds = setting.quick ? 30 : 60;
	// No two alike in length, so that no session can pass for another.
	const sizes = Array.from({ length: SESSIONS }, (_, n) => seconds * BYTES_PER_SECOND - 2 * n);
	const streams = await makeStreams(setting, sizes);
	const costs: Record<LiveWay, Streamed[]> = { node: [], bare: [] };
	for (let round = 0; round < rounds; round++) {
		for (const way of ['bare', 'node'] as const) {
			costs[way].push(await streamOnce(setting, way, streams, { speed: SPEED }));
		}
	}
	return [
		{
			title: `${SESSIONS} live sessions at once, ${seconds} s of audio each at ${SPEED} × real time (${runs(rounds)})`,
			baseline: labels.bare,
			rows: [rowOf('bare', costs.bare), rowOf('node', costs.node)],
			notes: [
				`At this pace the audio alone takes ${seconds / SPEED} s.`,
				'Every session accepted the SHA-256 of its own file.',
			],
			aims: [],
		},
	];
}

function rowOf(way: LiveWay, streamed: Streamed[]): Row {
	const times = streamed.map(({ cost }) => cost.milliseconds / 1000);
	return {
		label: labels[way],
		figures: [
			{ name: 'time', unit: 's', values: times },
			cpuFigure(streamed),
			memoryFigure(streamed),
		],
	};
}
