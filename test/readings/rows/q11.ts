import {
	runLive,
	samples,
	sha256,
	speech,
	spoken,
	withFiles,
} from '../../GladiaLive/support/nodeRun';
import type { ReadingRow, World } from '../readingRow';
import { changeSettings } from '../readingRow';

/** Bytes of a chunk: 100 ms of 16 kHz, 16 bit. */
const CHUNK = 3200;
const parameters = { limits: { maxConcurrent: 1 } };

/** Two items, each over a line that drops twice at odd places. */
async function streamOverDrops({ sandbox, store }: World): Promise<void> {
	await changeSettings(sandbox, { livePostProcessingSeconds: 0 });
	for (const item of [0, 1]) {
		sandbox.failLiveNext({ kind: 'drop-after-bytes', bytes: 64_001, skip: item });
		sandbox.failLiveNext({ kind: 'drop-after-bytes', bytes: 100_003, ackBefore: true });
	}
	const result = await runLive(sandbox, await withFiles(store, speech, speech), { parameters });
	expect(result.error).toBeUndefined();
	expect(sandbox.liveSessions().map((session) => session.sha256)).toEqual([
		sha256(samples),
		sha256(samples),
	]);
	expect(result.items.map(({ json }) => [json.full_transcript, json.stream])).toEqual(
		[0, 1].map(() => [
			spoken.join(' '),
			expect.objectContaining({ acknowledged_bytes: samples.length, misplaced_bytes: 0 }),
		]),
	);
}

/** Two items whose first line keeps 102,400 bytes but loses their acknowledgments. */
async function streamOverLostAcknowledgments({ sandbox, store }: World): Promise<void> {
	await changeSettings(sandbox, { livePostProcessingSeconds: 0 });
	sandbox.failLiveNext({ kind: 'lose-acknowledgments', bytes: 102_400 });
	sandbox.failLiveNext({ kind: 'lose-acknowledgments', bytes: 102_400, skip: 1 });
	const result = await runLive(sandbox, await withFiles(store, speech, speech), { parameters });
	expect(result.error).toBeUndefined();
	const twice = Buffer.concat([
		samples.subarray(0, 102_400),
		samples.subarray(0, CHUNK),
		samples.subarray(102_400),
	]);
	expect(sandbox.liveSessions().map((session) => session.sha256)).toEqual([
		sha256(twice),
		sha256(twice),
	]);
	expect(result.items.map(({ json }) => json.stream)).toEqual(
		[0, 1].map(() => ({
			acknowledged_bytes: samples.length,
			acknowledged_seconds: samples.length / 32_000,
			reconnects: 1,
			misplaced_bytes: CHUNK,
			reached_limit: false,
		})),
	);
}

export const rows: ReadingRow[] = [
	{
		reading: 'count-goes-on',
		holds: 'no byte is lost or sent twice over a line that drops',
		run: streamOverDrops,
	},
	{
		reading: 'count-goes-on',
		holds: 'lost acknowledgments cost one chunk heard twice',
		run: streamOverLostAcknowledgments,
	},
	{
		reading: 'count-restarts',
		holds: 'no byte is lost or sent twice, and nothing is reported as misplaced',
		run: streamOverDrops,
	},
	{
		reading: 'range-exclusive',
		holds: 'no byte is lost or sent twice over a line that drops',
		run: streamOverDrops,
	},
	{
		reading: 'range-inclusive',
		holds: 'no byte is lost or sent twice over a line that drops',
		run: streamOverDrops,
	},
	{
		reading: 'range-inclusive',
		holds: 'lost acknowledgments cost one chunk heard twice',
		run: streamOverLostAcknowledgments,
	},
	{
		reading: 'range-inclusive',
		holds: 'a count that restarts is no alarm',
		async run(world) {
			world.sandbox.playReading('count-restarts');
			await streamOverDrops(world);
		},
	},
];
