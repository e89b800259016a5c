import type { ReadingName } from '../../../sandbox/sandbox';
import { SECRET } from '../../GladiaTrigger/support/calls';
import type { ReadingRow, World } from '../readingRow';
import { resultsOf, startedBy, startTwoJobs, triggerFor } from './webhooks';

const event = 'transcription.success';

/** The same trigger under every reading: nobody has to know which one is true. */
async function believesTheTrueOnly({ sandbox }: World): Promise<void> {
	const server = await triggerFor(sandbox);
	sandbox.setWebhooks([{ url: server.url, secret: SECRET, events: [event] }]);
	sandbox.playNext({ kind: 'forged', times: 2, channel: 'webhook', thenGenuine: true });
	const ids = await startTwoJobs(sandbox);
	expect(await startedBy(server, 2)).toEqual(resultsOf(sandbox, ids, 'webhook'));
	expect(server.executions).toHaveLength(2);
	const answers = sandbox.deliveries.map(({ played = 'genuine', status }) => `${played} ${status}`);
	expect(answers.toSorted()).toEqual(['forged 401', 'forged 401', 'genuine 200', 'genuine 200']);
}

async function needsNoSecret({ sandbox }: World): Promise<void> {
	const server = await triggerFor(sandbox, {}, '');
	sandbox.setWebhooks([{ url: server.url, secret: SECRET, events: [event] }]);
	const ids = await startTwoJobs(sandbox);
	expect(await startedBy(server, 2)).toEqual(resultsOf(sandbox, ids, 'webhook'));
	expect(server.executions).toHaveLength(2);
}

async function requiresSignature({ sandbox }: World, starts: boolean): Promise<void> {
	const server = await triggerFor(sandbox, { options: { verifySignature: true } });
	sandbox.setWebhooks([{ url: server.url, secret: SECRET, events: [event] }]);
	await startTwoJobs(sandbox);
	const answers = () => sandbox.deliveries.map(({ status }) => status);
	while (answers().length < 2 || answers().includes(0)) {
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
	expect(answers()).toEqual(starts ? [200, 200] : [401, 401]);
	expect(server.executions).toHaveLength(starts ? 2 : 0);
}

const rowsOf = (reading: ReadingName, isSigned: boolean): ReadingRow[] => [
	{
		reading,
		holds: 'the true webhooks start the workflow, the forged ones get 401',
		run: believesTheTrueOnly,
	},
	{ reading, holds: 'a credential without signing secret will do', run: needsNoSecret },
	{
		reading,
		holds: `'Require Signature' lets ${isSigned ? 'them' : 'none'} in`,
		run: async (world) => await requiresSignature(world, isSigned),
	},
];

export const rows: ReadingRow[] = [
	...rowsOf('webhook-signed', true),
	...rowsOf('webhook-unsigned', false),
];
