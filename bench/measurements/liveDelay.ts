import { n8nNode } from '../live/n8nNode';
import { BYTES_PER_SECOND } from '../live/stream';
import { runInChild } from '../runInChild';
import type { Row, Table } from '../table';
import { medianOf } from '../table';
import type { Delays } from '../tasks/liveDelay';
import type { LiveWay } from '../tasks/liveStream';
import { labels, makeStreams } from './liveStreams';
import type { Setting } from './setting';

/** Enough for many messages in a short time, and few enough to be out of each other's way. */
const SESSIONS = 10;

const EACH = 'each';
const MOST = '95th percentile';

/** What the node adds until a transcript is sent on to the workflow's caller. */
export async function measureLiveDelay(setting: Setting): Promise<Table[]> {
	const { sandbox, quick } = setting;
	const seconds = quick ? 5 : 20;
	const node = await n8nNode();
	const sizes = Array.from({ length: SESSIONS }, () => seconds * BYTES_PER_SECOND);
	const { storeFolder, files, tiny } = await makeStreams(setting, sizes);
	await sandbox.reset();
	const stream = async (way: LiveWay) => {
		const input = { way, url: sandbox.url, folder: storeFolder, files, tiny };
		return await runInChild('liveDelay', input, { node });
	};
	// Side by side, as the speed of speech leaves the processor to both.
	const [bare, through] = await Promise.all([stream('bare'), stream('node')]);
	await sandbox.reset();
	const rows = [rowOf('bare', bare), rowOf('node', through)];
	const added = (name: string) =>
		(medianOf({ rows }, labels.node, name) - medianOf({ rows }, labels.bare, name)).toFixed(2);
	return [
		{
			title: `Delay of ${through.transcripts.length} live transcripts from the server to a chunk of a streaming response (1 run)`,
			baseline: labels.bare,
			rows,
			notes: [
				`The node adds ${added(EACH)} ms in the median, ${added(MOST)} ms at the 95th percentile.`,
				`${SESSIONS} sessions at real time; ${through.platform}; the server tells its time in whole ms.`,
				'The bare client receives and reads the same messages, and does nothing with them.',
			],
			aims: [],
		},
	];
}

function rowOf(way: LiveWay, { transcripts, end }: Delays): Row {
	const figure = (name: string, values: number[]) => ({ name, unit: 'ms', values });
	return {
		label: labels[way],
		figures: [
			figure(EACH, transcripts),
			figure(MOST, [percentile95(transcripts)]),
			figure('end of the last session', [end]),
		],
	};
}

function percentile95(values: number[]): number {
	return values.toSorted((a, b) => a - b)[Math.ceil(0.95 * values.length) - 1] ?? NaN;
}
