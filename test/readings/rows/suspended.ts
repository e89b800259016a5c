import type { Sandbox } from '../../../sandbox/sandbox';
import type { SuspensionSetup } from '../../GladiaTranscribe/callbackWait/suspendedExecution';
import { SuspendedExecution } from '../../GladiaTranscribe/callbackWait/suspendedExecution';
import type { World } from '../readingRow';
import { changeSettings } from '../readingRow';

const names = ['first.mp3', 'second.mp3'];

/** Starts an execution with two items that sleeps at once. */
export async function startSuspended(
	{ url }: Sandbox,
	setup: Partial<SuspensionSetup> = {},
): Promise<SuspendedExecution> {
	return await SuspendedExecution.start({
		items: names.map((name) => ({ json: { url: `https://example.com/${name}` } })),
		credentials: { apiKey: 'sandbox-key', baseUrl: url },
		...setup,
	});
}

/** Claims that both results came out once, as the API has them. */
export function expectResults(execution: SuspendedExecution): void {
	expect(execution.items.map(({ json }) => [json.status, json.filename])).toEqual(
		names.map((name) => ['done', name]),
	);
	expect(execution.runsOfNext).toBe(1);
}

/** Two items sleep; their callbacks bring the results that the API does not keep. */
export async function resultsOfCallbacks({ sandbox }: World): Promise<void> {
	await changeSettings(sandbox, { zeroDataRetention: true });
	const execution = await startSuspended(sandbox);
	await execution.ended();
	expect(execution.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	for (const { json } of execution.items) {
		const { body } = sandbox.deliveries.find(({ jobId }) => jobId === json.id) ?? {};
		expect(json.status).toBe('done');
		expect(String(json.full_transcript).length).toBeGreaterThan(20);
		expect(JSON.stringify(body)).toContain(JSON.stringify(json.full_transcript));
	}
	expect(execution.runsOfNext).toBe(1);
}
