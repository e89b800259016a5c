import type {
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	INodeProperties,
	INodePropertyRouting,
	INodeType,
} from 'n8n-workflow';

/** The usual way of declarative nodes: the file as one buffer, in a form. */
async function attachWholeFile(
	this: IExecuteSingleFunctions,
	options: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const { fileName, mimeType } = this.helpers.assertBinaryData('data');
	const bytes = await this.helpers.getBinaryDataBuffer('data');
	const body = new FormData();
	body.append('audio', new Blob([new Uint8Array(bytes)], { type: mimeType }), fileName);
	return { ...options, body };
}

/** Uploads the file in `data` as other nodes do. */
export const wholeFileUpload = declarativeNode({
	request: { method: 'POST', url: '/v2/upload' },
	send: { preSend: [attachWholeFile] },
});

/** Downloads the audio of the job in `id` with what declarative nodes have for files. */
export const wholeFileDownload = declarativeNode({
	request: {
		method: 'GET',
		url: '=/v2/pre-recorded/{{ $json.id }}/file',
		encoding: 'arraybuffer',
	},
	output: { postReceive: [{ type: 'binaryData', properties: { destinationProperty: 'data' } }] },
});

/** Starts a job for the address in `url`, and nothing else. */
export const smallestStart = declarativeNode({
	request: {
		method: 'POST',
		url: '/v2/pre-recorded',
		body: { audio_url: '={{ $json.url }}' },
	},
});

/** A node without any code of this package, to compare with. */
function declarativeNode(routing: INodePropertyRouting): INodeType {
	const operation: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'hidden',
		default: 'run',
		routing,
	};
	return {
		description: {
			displayName: 'Plain',
			name: 'plain',
			group: ['transform'],
			version: 1,
			description: 'Does one request per item',
			defaults: { name: 'Plain' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'gladiaApi', required: true }],
			requestDefaults: { baseURL: '={{ $credentials.baseUrl }}' },
			properties: [operation],
		},
	};
}
