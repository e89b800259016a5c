import type { INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { GladiaGetResult } from '../../../nodes/GladiaGetResult/GladiaGetResult.node';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { GladiaUpload } from '../../../nodes/GladiaUpload/GladiaUpload.node';
import { runNode } from '../../support/engine';
import type { SeenRequest, TestServer } from '../../support/httpServer';
import { answerJson, startServer } from '../../support/httpServer';

const id = '45463597-20b7-4af7-b3b3-f5fb778203ab';
const transcriptionId = { __rl: true, mode: 'id', value: id };
const audioUrl = 'https://example.com/a.mp3';
const upload = { audio_url: 'https://api.gladia.io/file/a', audio_metadata: { id } };
const job = { id, status: 'done', file: { filename: 'a.wav' }, result: { metadata: {} } };
const items: INodeExecutionData[] = [
	{ json: {}, binary: { data: { mimeType: 'audio/wav', fileName: 'a.wav', data: 'UklGRg==' } } },
];

let server: TestServer;
beforeAll(async () => {
	server = await startServer(({ path }, response) => {
		const [, , resource, subpath] = path.split(/[/?]/);
		if (path.endsWith('/file')) {
			response.writeHead(200, { 'content-type': 'audio/wav' });
			response.end('RIFF');
		} else if (resource === 'upload') answerJson(response, 200, upload);
		else if (subpath === id) answerJson(response, 200, job);
		else answerJson(response, 200, { ...job, items: [job], next: null });
	});
});
afterAll(async () => await server.close());

interface Operation {
	node: INodeType;
	parameters: INodeParameters;
	/** The request of the operation, after those that prepare it. */
	request: Partial<Record<'method' | 'path', string>> & { body?: unknown };
}

const operations: Record<string, Operation> = {
	'Upload File': {
		node: new GladiaUpload(),
		parameters: {},
		request: {
			method: 'POST',
			path: '/v2/upload',
			body: expect.stringContaining('form-data; name="audio"; filename="a.wav"'),
		},
	},
	'Upload From URL': {
		node: new GladiaUpload(),
		parameters: { operation: 'uploadUrl', audioUrl },
		request: { method: 'POST', path: '/v2/upload', body: { audio_url: audioUrl } },
	},
	'Start Transcription': {
		node: new GladiaTranscribe(),
		parameters: { operation: 'start', audioSource: 'url', audioUrl },
		request: { method: 'POST', path: '/v2/pre-recorded', body: { audio_url: audioUrl } },
	},
	Get: {
		node: new GladiaGetResult(),
		parameters: { transcriptionId },
		request: { method: 'GET', path: `/v2/pre-recorded/${id}`, body: '' },
	},
	'Get Many': {
		node: new GladiaGetResult(),
		parameters: {
			resource: 'live',
			operation: 'getAll',
			output: 'selected',
			parts: ['id'],
			filters: { status: ['done', 'error'], date: '2026-11-20' },
		},
		request: {
			method: 'GET',
			path: '/v2/live?limit=50&date=2026-11-20&status=done&status=error&offset=0',
			body: '',
		},
	},
	'Download Audio': {
		node: new GladiaGetResult(),
		parameters: { operation: 'download', transcriptionId },
		request: { method: 'GET', path: `/v2/pre-recorded/${id}/file`, body: '' },
	},
	Delete: {
		node: new GladiaGetResult(),
		parameters: { resource: 'live', operation: 'delete', transcriptionId },
		request: { method: 'DELETE', path: `/v2/live/${id}`, body: '' },
	},
	'Add Debug Metadata': {
		node: new GladiaGetResult(),
		parameters: {
			resource: 'live',
			operation: 'addDebugMetadata',
			transcriptionId,
			postSessionMetadata: '{"browser":"Firefox 140"}',
		},
		request: {
			method: 'PATCH',
			path: `/v2/live/${id}`,
			body: { post_session_metadata: { browser: 'Firefox 140' } },
		},
	},
};

describe.each(Object.entries(operations))('%s', (_, { node, parameters, request }) => {
	it('sends what its routing and its fields state', async () => {
		expect(await lastRequest(node, parameters)).toEqual(request);
	});

	it('sends something else once its routing does', async () => {
		const path = request.path?.replace('/v2/', '/v9/');
		const sent = await lastRequest(rerouted(node), parameters);
		expect(sent).toEqual({ ...request, method: 'PUT', path });
	});
});

async function lastRequest(node: INodeType, parameters: INodeParameters): Promise<object> {
	const credentials = { apiKey: 'key', baseUrl: server.url };
	const { error } = await runNode({ node, items, parameters, credentials });
	expect(error).toBeUndefined();
	const { method, path, body, headers } = server.seen.at(-1) as SeenRequest;
	const isJson = String(headers['content-type']).startsWith('application/json');
	return { method, path, body: isJson ? (JSON.parse(body) as unknown) : body };
}

/** The same node, whose operations use another method and another version of the API. */
function rerouted(node: INodeType): INodeType {
	const copy = Object.create(node) as INodeType;
	copy.description = reroute(node.description);
	return copy;
}

function reroute<Value>(value: Value): Value {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map((entry: unknown) => reroute(entry)) as Value;
	const entries = Object.entries(value).map(([key, entry]: [string, unknown]) => [
		key,
		key === 'request' ? otherRequest(entry as { method?: string; url: string }) : reroute(entry),
	]);
	return Object.fromEntries(entries) as Value;
}

function otherRequest({ method, url }: { method?: string; url: string }): object {
	return { ...(method && { method: 'PUT' }), url: url.replace('/v2/', '/v9/') };
}
