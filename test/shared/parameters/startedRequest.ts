import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import type { Sandbox } from '../../../sandbox/sandbox';
import type { NodeResult, NodeRun } from '../../support/engine';
import { runNode } from '../../support/engine';

/** Runs the form over one item for each value, which expressions find in `$json.value`. */
export async function runForm(
	sandbox: Sandbox,
	parameters: INodeParameters,
	values: unknown[],
	options: Partial<NodeRun> = {},
): Promise<NodeResult> {
	return await runNode({
		node: new GladiaTranscribe(),
		parameters: {
			operation: 'start',
			audioSource: 'url',
			audioUrl: '=https://example.com/{{ $itemIndex }}.mp3',
			...parameters,
		},
		items: values.map((value) => ({ json: { value } as IDataObject })),
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		...options,
	});
}

/** The bodies that arrived, in the order of the items and without `audio_url`. */
export function sentBodies(sandbox: Sandbox): unknown[] {
	const bodies = sandbox.requests.map(({ body }) => body as { audio_url: string });
	return bodies
		.sort((a, b) => a.audio_url.localeCompare(b.audio_url))
		.map(({ audio_url: audioUrl, ...rest }) => {
			expect(audioUrl).toMatch(/^https:\/\/example\.com\/\d\.mp3$/);
			return rest;
		});
}
