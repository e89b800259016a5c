import type { ReadingName } from '../../../sandbox/sandbox';
import { runLive, speech, withFiles } from '../../GladiaLive/support/nodeRun';
import { SECRET } from '../../GladiaTrigger/support/calls';
import type { ReadingRow, World } from '../readingRow';
import { changeSettings } from '../readingRow';
import { startedBy, triggerFor } from './webhooks';

interface Session {
	/** Until the document is done, in seconds. */
	documentSeconds: number;
	/** Of the trigger. */
	options?: object;
}

/** What a trigger starts with when two live sessions have ended; their ids as well. */
async function startedBySessions(
	{ sandbox, store }: World,
	{ documentSeconds, options = {} }: Session,
) {
	await changeSettings(sandbox, {
		livePostProcessingSeconds: 0,
		liveDocumentSeconds: documentSeconds,
	});
	const event = 'live.end_session' as const;
	const server = await triggerFor(sandbox, { events: [event], options });
	sandbox.setWebhooks([{ url: server.url, secret: SECRET, events: [event] }]);
	const { items, error } = await runLive(sandbox, await withFiles(store, speech, speech));
	expect(error).toBeUndefined();
	const started = await startedBy(server, 2);
	expect(server.executions).toHaveLength(2);
	return { started, ids: items.map(({ json }) => json.id) };
}

async function bringsTheResult(world: World, isSigned: boolean): Promise<void> {
	if (!isSigned) world.sandbox.playReading('webhook-unsigned');
	const { started, ids } = await startedBySessions(world, { documentSeconds: 0.4 });
	expect(started).toEqual(
		expect.arrayContaining(
			ids.map((id) =>
				expect.objectContaining({
					event: 'live.end_session',
					kind: 'live',
					id,
					status: 'done',
					full_transcript: expect.stringMatching(/^Your call is now first in line/),
				}),
			),
		),
	);
}

const rowsOf = (reading: ReadingName): ReadingRow[] =>
	[true, false].map((isSigned) => ({
		reading,
		holds: `${isSigned ? 'a signed' : 'an unsigned'} webhook starts the workflow with the stored result`,
		run: async (world) => await bringsTheResult(world, isSigned),
	}));

/** What the trigger does with the end of a live session. */
export const triggerRows: ReadingRow[] = [
	...rowsOf('document-at-once'),
	...rowsOf('document-late'),
	{
		reading: 'document-late',
		holds: "the workflow starts without the result after 'Max Wait for Result'",
		async run(world) {
			const options = { maxWait: 1 };
			const { started, ids } = await startedBySessions(world, { documentSeconds: 9, options });
			const error = { message: 'Gladia did not return the result in time' };
			expect(started).toEqual(
				expect.arrayContaining(
					ids.map((id) => expect.objectContaining({ id, error: expect.objectContaining(error) })),
				),
			);
		},
	},
];
