import { BYTES_PER_SECOND } from '../live/stream';
import type { Row, Table } from '../table';
import { medianOf } from '../table';
import type { LiveWay } from '../tasks/liveStream';
import { labels, makeStreams, MEMORY, memoryFigure, streamOnce } from './liveStreams';
import type { Setting } from './setting';
import { MEGABYTE } from './transfer';

const THREE_HOURS = 3 * 60 * 60;
const TEN_MINUTES = 10 * 60;

/** The bound, in megabytes. */
const AIM = 60;

/**
 * Where V8 puts what is new, and mostly garbage soon. It grows by chance, in any process that works,
 * and more with each version of Node: held small, it does not hide what the stream itself needs.
 */
const SMALL_NURSERY = ['--max-semi-space-size=16'];

const ofNode = (label: string) => `${label}, Node's default`;

/** The memory that the longest stream needs which a session takes. */
export async function measureLiveMemory(setting: Setting): Promise<Table[]> {
	const seconds = setting.quick ? TEN_MINUTES : THREE_HOURS;
	// At three hours sharp the server ends the session by itself.
	const bytes = (seconds - 1) * BYTES_PER_SECOND;
	const streams = await makeStreams(setting, [bytes]);
	const row = async (way: LiveWay, flags: string[], label: string): Promise<Row> => {
		const streamed = await streamOnce(setting, way, streams, { flags });
		return { label, figures: [memoryFigure([streamed])] };
	};
	const rows = [
		await row('bare', SMALL_NURSERY, labels.bare),
		await row('node', SMALL_NURSERY, labels.node),
		await row('bare', [], ofNode(labels.bare)),
		await row('node', [], ofNode(labels.node)),
	];
	const megabytes = (bytes / MEGABYTE).toFixed(0);
	return [
		{
			title: `Live stream of ${seconds / 60} minutes (${megabytes} MB), as fast as possible (1 run)`,
			baseline: labels.bare,
			rows,
			notes: [
				'Nursery: where V8 lets new garbage pile up, in every process. Small: halves of 16 MB.',
				'The node also collects the whole transcript; the bare client drops it.',
			],
			aims: [
				{
					text: `at most ${AIM} MB of extra memory with a small nursery`,
					met: medianOf({ rows }, labels.node, MEMORY) <= AIM,
				},
			],
		},
	];
}
