import type {
	IDataObject,
	IExecutePaginationFunctions,
	INodeParameters,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { checkRequest, preRecordedProperties } from '../../nodes/shared/parameters';
import type { Sandbox } from '../../sandbox/sandbox';
import { runNode, type NodeResult } from '../support/engine';

/** The smallest declarative node around the generated form: one URL, check, one POST. */
class RequestNode implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Request',
		name: 'request',
		group: ['transform'],
		version: 1,
		description: 'Starts a transcription',
		defaults: { name: 'Request' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'gladiaApi', required: true }],
		requestDefaults: { baseURL: '={{ $credentials.baseUrl }}' },
		properties: [
			{
				displayName: 'Audio URL',
				name: 'audioUrl',
				type: 'string',
				default: '',
				routing: {
					request: { method: 'POST', url: '/v2/pre-recorded' },
					send: { type: 'body', property: 'audio_url', paginate: true },
					operations: {
						async pagination(this: IExecutePaginationFunctions, requestData) {
							checkRequest(this, requestData.options.body as IDataObject);
							return await this.makeRoutingRequest(requestData);
						},
					},
				},
			},
			...preRecordedProperties(),
		],
	};
}

/** Runs the form over one item for each value, which expressions find in `$json.value`. */
export async function runForm(
	sandbox: Sandbox,
	parameters: INodeParameters,
	values: unknown[],
): Promise<NodeResult> {
	return await runNode({
		node: new RequestNode(),
		parameters: { audioUrl: '=https://example.com/{{ $itemIndex }}.mp3', ...parameters },
		items: values.map((value) => ({ json: { value } as IDataObject })),
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
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
