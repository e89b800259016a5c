import type { INodeExecutionData } from 'n8n-workflow';
import { GladiaTranscribe } from '../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import type { NodeRun } from '../support/engine';
import { runNode } from '../support/engine';
import type { Answer, TestServer } from '../support/httpServer';
import { answerJson, startServer } from '../support/httpServer';

let server: TestServer;
afterEach(async () => await server.close());

/** Starts a job for two items, both of which get the answer. */
async function start(
	answer: Answer,
	parameters: NodeRun['parameters'] = {},
): Promise<INodeExecutionData[]> {
	server = await startServer(answer);
	const { items, error } = await runNode({
		node: new GladiaTranscribe(),
		items: [{ json: {} }, { json: {} }],
		parameters: {
			operation: 'start',
			audioSource: 'url',
			audioUrl: '=https://example.com/{{ $itemIndex }}.mp3',
			...parameters,
		},
		credentials: { apiKey: 'sandbox-key', baseUrl: server.url },
		onError: 'continueRegularOutput',
	});
	expect(error).toBeUndefined();
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	return items;
}

const refuses =
	(status: number, body: object): Answer =>
	(_, response) =>
		answerJson(response, status, { statusCode: status, request_id: 'G-1', ...body });

const descriptionOf = ({ json }: INodeExecutionData) =>
	(json.details as { description: string }).description;

describe('what a refused start is blamed on', () => {
	const request = 'Gladia did not accept the request to start the transcription';
	const unplayable = "Gladia cannot read the audio in 'Audio Source'";
	const tooLong = "Gladia does not take the audio in 'Audio Source'";
	it.each<[number, object, string]>([
		[400, { message: 'Unsupported codec' }, unplayable],
		[400, { message: 'This media format is unsupported' }, unplayable],
		[400, { message: 'Unsupported file type' }, unplayable],
		[400, { message: 'Audio is too long' }, tooLong],
		[400, { message: 'The file is longer than 135 minutes' }, tooLong],
		[422, { message: 'The file could not be processed' }, unplayable],
		[400, { message: 'Unsupported language: tlh' }, request],
		[400, { message: 'This model is unsupported with code switching' }, request],
		[400, { message: 'custom_metadata is too long' }, request],
		[400, { message: 'The callback URL is too long' }, request],
		[422, { message: 'Validation', validation_errors: ['model must be a string'] }, request],
	])('%i %j', async (status, body, message) => {
		const items = await start(refuses(status, body));
		expect(items.map(({ json }) => json.error)).toEqual([
			`${message} [Item 0]`,
			`${message} [Item 1]`,
		]);
	});

	it('not on a legacy field that was not set', async () => {
		const vocabulary = { customVocabulary: true, vocabulary: { list: [{ terms: 'n8n' }] } };
		const items = await start(refuses(400, { message: 'No' }), vocabulary);
		expect(server.seen.map(({ body }) => body)).toEqual([
			expect.stringContaining('"custom_vocabulary":true'),
			expect.stringContaining('"custom_vocabulary":true'),
		]);
		for (const item of items) expect(descriptionOf(item)).not.toContain('Legacy');
	});

	it('without the secrets of the callback address', async () => {
		const url = 'https://other.example/webhook/1/gladia-trigger?token=s3cr3t';
		const echo = `${url} and https://n8n.example/webhook-waiting/7?signature=s3cr3t`;
		const items = await start(
			refuses(400, { message: `No: ${echo}`, validation_errors: [`url: ${echo}`] }),
			{ callback: true, callbackUrl: url },
		);
		expect(JSON.stringify(items)).not.toContain('s3cr3t');
		for (const item of items) expect(descriptionOf(item)).toContain('other.example');
	});
});

it('a start that a web page answers is not said to be unreachable', async () => {
	const items = await start((request, response) => {
		if (request.method === 'GET') answerJson(response, 200, { next: null, items: [] });
		else response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Sign in</p>');
	});
	for (const [item, { json }] of items.entries()) {
		expect(json.error).toBe(`Gladia did not confirm the start of the transcription [Item ${item}]`);
	}
});
