import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import type { SuspensionSetup } from './suspendedExecution';
import { SuspendedExecution } from './suspendedExecution';

const MINUTE = 60_000;
const DAY = 24 * 60;

let sandbox: Sandbox;

afterEach(async () => await sandbox.close());

async function minutesSuspended(setup: Partial<SuspensionSetup>): Promise<number> {
	sandbox = await startSandbox({ jobSeconds: 600 });
	const before = Date.now();
	const execution = await SuspendedExecution.start({
		items: [0, 1].map((n) => ({ json: { url: `https://example.com/${n}.mp3` } })),
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		...setup,
	});
	return Math.round(((execution.waitTill?.getTime() ?? 0) - before) / MINUTE);
}

const parentExecution = { executionId: '1', workflowId: 'parent', shouldResume: true };

/** n8n 1.123 resumes the parent at the end of each run of the child, even if that is suspended again. */
describe('an execution that is suspended on n8n before 2.7.4', () => {
	const old = { resumesTwice: true };

	it('as a sub-workflow stays suspended to the deadline, so that its parent is not resumed too early', async () => {
		expect(await minutesSuspended({ ...old, parentExecution })).toBe(DAY);
	});

	it('checks by itself after half an hour when no parent waits for it', async () => {
		expect(await minutesSuspended(old)).toBe(30);
		const notWaiting = { ...parentExecution, shouldResume: false };
		await sandbox.close();
		expect(await minutesSuspended({ ...old, parentExecution: notWaiting })).toBe(30);
	});
});

it('as a sub-workflow checks by itself after a minute since n8n 2.7.4', async () => {
	expect(await minutesSuspended({ parentExecution })).toBe(1);
});
