import type { INodeExecutionData } from 'n8n-workflow';
import { GladiaGetResult } from '../../../nodes/GladiaGetResult/GladiaGetResult.node';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { GladiaUpload } from '../../../nodes/GladiaUpload/GladiaUpload.node';
import type { NodeRun } from '../../support/engine';
import { runNode } from '../../support/engine';
import type { Answer, TestServer } from '../../support/httpServer';
import { answerJson, startServer } from '../../support/httpServer';

const IDS = ['45463597-20b7-4af7-b3b3-f5fb778203ab', '55463597-20b7-4af7-b3b3-f5fb778203ab'];

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

	it.each([
		[{ legacyOptions: { language: 'de', detectLanguage: false } }, "'Detect Language', 'Language'"],
		[{ legacyOptions: { diarizationEnhanced: true } }, "'Diarization Enhanced'"],
		[{ legacyOptions: { customVocabularyList: ['n8n'] } }, "'Custom Vocabulary List'"],
	])(
		'on each legacy field that was set, also when sent in its current form: %j',
		async (set, names) => {
			const transcriptionOptions = { additionalFields: '{ "newest": 1, "deep": { "er": 2 } }' };
			const items = await start(refuses(400, { message: 'No' }), { ...set, transcriptionOptions });
			for (const item of items) {
				expect(descriptionOf(item)).toBe(
					`Check 'Audio Source' and the other fields named here. The request also contained ${names} from 'Legacy Options' and 'newest', 'deep.er' from 'Additional Fields (JSON)': remove what Gladia does not support. Gladia answered: No. Request ID: G-1`,
				);
			}
		},
	);

	it('in words, whatever a validator gives', async () => {
		const items = await start(
			refuses(400, {
				message: ['Invalid', { path: ['language_config', 0], message: 'Required' }],
				validation_errors: [
					'model must be a string',
					{ property: 'diarization', constraints: { isBoolean: 'diarization must be a boolean' } },
					{
						property: 'callback_config',
						children: [
							{ property: 'url', constraints: { isUrl: 'url must be a URL', max: 'url is long' } },
						],
					},
					{ path: ['languages', 1], message: 'Unknown code', code: 'invalid_enum_value' },
					{ loc: ['body', 'model'], msg: 'field required' },
					{ reason: 'unknown', at: 7 },
					null,
				],
			}),
		);
		for (const item of items) {
			expect(descriptionOf(item)).toContain(
				'Gladia answered: Invalid; language_config.0: Required; model must be a string; diarization must be a boolean; callback_config.url: url must be a URL; callback_config.url: url is long; languages.1: Unknown code; body.model: field required; {"reason":"unknown","at":7}; null. Request ID',
			);
		}
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

it('a start that is confirmed without an address of the result gives the one of its ID', async () => {
	const items = await start((_, response, number) =>
		answerJson(response, 201, { id: IDS[number] }),
	);
	const started = IDS.map((id) => ({ id, result_url: `${server.url}/v2/pre-recorded/${id}` }));
	expect(items.map(({ json }) => json)).toEqual(expect.arrayContaining(started));
});

describe('where too many requests are answered', () => {
	const busy: Answer = (_, response) =>
		answerJson(response, 429, { message: 'Too many' }, { 'retry-after': '7200' });

	it('a start names the limit that the node has', async () => {
		const items = await start(busy);
		expect(items.map(({ json }) => json)).toEqual(
			[0, 1].map((item) => ({
				error: `Gladia accepts no further jobs for now (limit reached) [Item ${item}]`,
				details: {
					description:
						"Lower 'Max Concurrent Jobs', or try again when running jobs have ended. Gladia answered: Too many",
					status_code: 429,
				},
			})),
		);
	});

	it.each([
		['Gladia Get Result', new GladiaGetResult(), {}],
		['Gladia Upload', new GladiaUpload(), { operation: 'uploadUrl' }],
	])('%s names none, as it has none', async (_, node, parameters) => {
		server = await startServer(busy);
		const transcriptionId = { __rl: true, mode: 'id', value: IDS[0] };
		const { items } = await runNode({
			node,
			items: [{ json: {} }, { json: {} }],
			parameters: { transcriptionId, audioUrl: 'https://example.com/a.mp3', ...parameters },
			credentials: { apiKey: 'sandbox-key', baseUrl: server.url },
			onError: 'continueRegularOutput',
		});
		expect(items).toHaveLength(2);
		for (const item of items) {
			expect(item.json.error).toContain('no further requests for now (limit reached)');
			expect(descriptionOf(item)).toBe(
				'Try again when running jobs have ended, or with fewer items at a time. Gladia answered: Too many',
			);
		}
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
