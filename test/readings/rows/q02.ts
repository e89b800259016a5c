import { ALL_READINGS } from '../../../sandbox/readings/catalogue';
import { SECRET } from '../../GladiaTrigger/support/calls';
import type { ReadingRow, World } from '../readingRow';
import { resultsOfCallbacks } from './suspended';
import { resultsOf, startedBy, startTwoJobs, triggerFor } from './webhooks';

async function isRead({ sandbox }: World, isSigned: boolean): Promise<void> {
	if (!isSigned) sandbox.playReading('webhook-unsigned');
	const [byWebhook, byCallback] = [await triggerFor(sandbox), await triggerFor(sandbox)];
	const events = ['transcription.success' as const];
	sandbox.setWebhooks([{ url: byWebhook.url, secret: SECRET, events }]);
	const ids = await startTwoJobs(sandbox, byCallback.url);
	expect(await startedBy(byWebhook, 2)).toEqual(resultsOf(sandbox, ids, 'webhook'));
	expect(await startedBy(byCallback, 2)).toEqual(resultsOf(sandbox, ids, 'callback'));
	expect([byWebhook, byCallback].map(({ executions }) => executions.length)).toEqual([2, 2]);
}

/** A failed job, reported by a webhook alone. */
async function failureIsRead({ sandbox }: World): Promise<void> {
	sandbox.playReading('webhook-unsigned');
	const server = await triggerFor(sandbox, { events: ['transcription.error'] });
	sandbox.setWebhooks([{ url: server.url, secret: SECRET }]);
	sandbox.failNext({ kind: 'job-error', times: 2 });
	const ids = await startTwoJobs(sandbox);
	const heading = { event: 'transcription.error', sent_by: 'webhook', kind: 'pre-recorded' };
	expect(await startedBy(server, 2)).toEqual(
		expect.arrayContaining(
			ids.map((id) => expect.objectContaining({ ...heading, id, error: { code: 500 } })),
		),
	);
}

export const rows: ReadingRow[] = ALL_READINGS.filter(({ question }) => question === 2).flatMap(
	({ name: reading }) => [
		{
			reading,
			holds: 'signed webhooks and callbacks start the workflow with the result',
			run: async (world: World) => await isRead(world, true),
		},
		{
			reading,
			holds: 'unsigned webhooks are confirmed by the API',
			run: async (world: World) => await isRead(world, false),
		},
		{ reading, holds: 'failures are read as well', run: failureIsRead },
		{
			reading,
			holds: 'a sleeping execution takes the results from the callbacks if it must',
			run: resultsOfCallbacks,
		},
	],
);
