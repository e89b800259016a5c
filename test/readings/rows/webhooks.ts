import type { INodeExecutionData } from 'n8n-workflow';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { objectAt } from '../../../sandbox/json';
import type { Sandbox } from '../../../sandbox/sandbox';
import { SECRET } from '../../GladiaTrigger/support/calls';
import type { TriggerServer } from '../../GladiaTrigger/support/triggerServer';
import { triggerServer } from '../../GladiaTrigger/support/triggerServer';
import { runNode } from '../../support/engine';

/** A trigger as its form is at first, but for the parameters given. */
export async function triggerFor(
	sandbox: Sandbox,
	parameters = {},
	webhookSecret = SECRET,
): Promise<TriggerServer> {
	return await triggerServer({ parameters, credentials: { baseUrl: sandbox.url, webhookSecret } });
}

/** Starts two jobs with Gladia Transcribe; their ids. */
export async function startTwoJobs(sandbox: Sandbox, callbackUrl?: string): Promise<string[]> {
	const { items, error } = await runNode({
		node: new GladiaTranscribe(),
		items: [1, 2].map((n) => ({ json: { url: `https://example.com/${n}.mp3` } })),
		parameters: {
			operation: 'start',
			audioSource: 'url',
			audioUrl: '={{ $json.url }}',
			...(callbackUrl !== undefined && {
				callback: true,
				callbackUrl,
				callbackOptions: { triggerHosts: new URL(callbackUrl).host },
			}),
		},
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	});
	expect(error).toBeUndefined();
	return items.map(({ json }) => String(json.id));
}

/** Waits until the trigger has started so many executions; one item of each. */
export async function startedBy(
	{ executions }: TriggerServer,
	count: number,
): Promise<Array<INodeExecutionData['json'] | undefined>> {
	const end = Date.now() + 5_000;
	while (executions.length < count && Date.now() < end) {
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
	// Time for one too many.
	await new Promise((resolve) => setTimeout(resolve, 50));
	return executions.map(([item]) => item?.json);
}

/** What the trigger gives out for finished jobs, in any order, with what the sandbox has of them. */
export const resultsOf = (sandbox: Sandbox, ids: string[], sent_by: 'webhook' | 'callback') =>
	expect.arrayContaining(
		sandbox
			.jobs()
			.filter(({ id }) => ids.includes(id))
			.map(({ id, result }) =>
				expect.objectContaining({
					event: 'transcription.success',
					sent_by,
					kind: 'pre-recorded',
					id,
					status: 'done',
					full_transcript: objectAt(result ?? {}, 'transcription').full_transcript,
				}),
			),
	);
