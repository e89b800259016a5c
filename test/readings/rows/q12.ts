import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { LiveFault } from '../../../sandbox/sandbox';
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

/** Two items, one after the other, with a fault on the first line of each. */
async function transcribe(
	{ sandbox, store }: World,
	{ fault, ...parameters }: INodeParameters & { fault?: LiveFault } = {},
): Promise<INodeExecutionData[]> {
	await changeSettings(sandbox, { livePostProcessingSeconds: 0 });
	if (fault !== undefined) {
		sandbox.failLiveNext(fault);
		sandbox.failLiveNext({ ...fault, skip: 1 });
	}
	const result = await runLive(sandbox, await withFiles(store, speech, speech), {
		parameters: { limits: { maxConcurrent: 1, maxReconnects: 2 }, ...parameters },
		onError: 'continueRegularOutput',
	});
	return result.items;
}

/** Every item has the whole transcript, and Gladia the audio once. */
function expectWhole({ sandbox }: World, items: INodeExecutionData[]): void {
	expect(items.map(({ json, pairedItem }) => [json.full_transcript ?? json, pairedItem])).toEqual([
		[spoken.join(' '), { item: 0 }],
		[spoken.join(' '), { item: 1 }],
	]);
	expect(sandbox.liveSessions().map((session) => session.sha256)).toEqual([
		sha256(samples),
		sha256(samples),
	]);
}

async function endsWhole(world: World): Promise<void> {
	expectWhole(world, await transcribe(world));
}

/** Nobody tells of the end but the code, so that the stored result must show that all is there. */
async function endsWholeWithoutMessages(world: World): Promise<void> {
	const messages = { receivePostProcessingEvents: false };
	expectWhole(world, await transcribe(world, { messages }));
}

/** The line is cut after the last byte, and the session has ended when the client comes back. */
async function endsWholeWhenTurnedAway(world: World): Promise<void> {
	world.sandbox.playReading('end-told-once');
	const fault: LiveFault = { kind: 'drop-before-end' };
	const messages = { receivePostProcessingEvents: false };
	expectWhole(world, await transcribe(world, { fault, messages }));
}

/** The line breaks in the middle, and the session has ended when the client comes back. */
function namesFirstCause(code: 4401 | 4403 | 4404) {
	return async (world: World): Promise<void> => {
		await endsWholeWhenTurnedAway(world);
		const { sandbox, store } = world;
		sandbox.reset();
		sandbox.playReading(`ended-${code}`);
		sandbox.failLiveNext({ kind: 'close-code', code: 1011, afterBytes: 64_000, times: 2 });
		const running = runLive(sandbox, await withFiles(store, speech, speech), {
			parameters: { pace: 'multiple', speed: 4 },
			onError: 'continueRegularOutput',
		});
		const areStreaming = () =>
			sandbox.liveSessions().filter(({ acceptedBytes }) => acceptedBytes > 0).length === 2;
		while (!areStreaming()) await sleep(10);
		// Whoever loses a line from now on comes back too late.
		await changeSettings(sandbox, { liveIdleSeconds: 0.01 });
		const { items } = await running;
		await changeSettings(sandbox, { liveIdleSeconds: 60 });
		expect(items.map(({ json }) => json)).toEqual(
			[0, 1].map((item) => ({
				error: `The live session could not be completed [Item ${item}]`,
				details: expect.objectContaining({
					description: expect.stringMatching(
						`^The connection was closed with code 1011, and connecting again did not help: The session has ended or does not exist \\(close code ${code}: The session is over\\)\\. `,
					),
					acknowledged_bytes: 64_000,
				}),
			})),
		);
	};
}

export const rows: ReadingRow[] = [
	{ reading: 'end-acknowledged', holds: 'a session is complete', run: endsWhole },
	{
		reading: 'end-unacknowledged',
		holds: 'a session is complete though its last acknowledgment is missing',
		run: endsWhole,
	},
	{
		reading: 'end-unacknowledged',
		holds: 'the stored result shows that no audio is missing',
		run: endsWholeWithoutMessages,
	},
	{ reading: 'end-at-post-transcript', holds: 'a session is complete', run: endsWhole },
	...([4403, 4404, 4401] as const).map((code) => ({
		reading: `ended-${code}` as const,
		holds: 'a session that has ended is complete, or its first cause is named',
		run: namesFirstCause(code),
	})),
	{
		reading: 'end-told-again',
		holds: 'the end is heard over another line',
		async run(world) {
			expectWhole(world, await transcribe(world, { fault: { kind: 'drop-before-end' } }));
		},
	},
	{
		reading: 'end-told-once',
		holds: 'the rest is read from the stored result',
		run: endsWholeWhenTurnedAway,
	},
];
