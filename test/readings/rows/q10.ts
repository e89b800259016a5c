import { fixedLimits } from '../../../nodes/GladiaLive/session/sessionLimits';
import { runLive, samples, sha256, usePlatformSocket } from '../../GladiaLive/support/nodeRun';
import { serveStalling } from '../../GladiaLive/support/stallingSource';
import type { ReadingRow, World } from '../readingRow';
import { changeSettings } from '../readingRow';

usePlatformSocket();

/** Two items whose source pauses for longer than a silent connection is kept. */
async function streamWithPauses({ sandbox }: World): Promise<void> {
	const short = samples.subarray(0, 96_000);
	const source = await serveStalling([short.subarray(0, 48_000), short.subarray(48_000)], 500);
	await changeSettings(sandbox, { liveSilenceSeconds: 0.3, livePostProcessingSeconds: 0 });
	// Instead of the 15 seconds that go with Gladia's 30.
	const interval = jest.replaceProperty(fixedLimits, 'keepAlive', 100);
	try {
		const result = await runLive(sandbox, [{ json: {} }, { json: {} }], {
			parameters: { audioSource: 'url', audioUrl: source.url },
		});
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ json }) => json)).toEqual(
			[0, 1].map(() =>
				expect.objectContaining({
					full_transcript: expect.stringMatching(/^Your call/),
					errors: [],
					stream: {
						acknowledged_bytes: short.length,
						acknowledged_seconds: 3,
						reconnects: 0,
						misplaced_bytes: 0,
						reached_limit: false,
					},
				}),
			),
		);
		expect(sandbox.liveSessions().map((session) => session.sha256)).toEqual([
			sha256(short),
			sha256(short),
		]);
	} finally {
		interval.restore();
		await source.close();
	}
}

/** The same where connections without audio are closed, so that empty chunks are needed. */
async function streamAgainstSilence(world: World): Promise<void> {
	world.sandbox.playReading('silence-4408');
	await streamWithPauses(world);
}

export const rows: ReadingRow[] = [
	{
		reading: 'silence-kept',
		holds: 'a source that pauses is transcribed whole',
		run: streamWithPauses,
	},
	{
		reading: 'silence-4408',
		holds: 'a source that pauses keeps its connection',
		run: streamWithPauses,
	},
	{
		reading: 'silence-4504',
		holds: 'a source that pauses keeps its connection',
		run: streamWithPauses,
	},
	{
		reading: 'empty-chunk-refused',
		holds: 'an empty chunk that is refused is not an error',
		run: streamAgainstSilence,
	},
	{
		reading: 'empty-chunk-confirmed',
		holds: 'an empty chunk counts no bytes',
		run: streamAgainstSilence,
	},
	{
		reading: 'empty-chunk-silent',
		holds: 'no answer to an empty chunk is waited for',
		run: streamAgainstSilence,
	},
];
