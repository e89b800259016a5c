import type { INode } from 'n8n-workflow';
import { outputOf } from '../../demo/execution';
import type { N8nRest } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import type { EmbeddingsServer } from './embeddingsServer';
import { startEmbeddingsServer } from './embeddingsServer';
import { GLADIA, gladiaWorkflow, sandboxCredential, TRIGGER } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';

jest.setTimeout(120_000);

const API_KEY = 'key-of-the-chunk-tests';
const STORE = 'Simple Vector Store';
const SEARCH = 'Search';
const EMBEDDINGS = 'Embeddings OpenAI';
const LOADER = 'Default Data Loader';
const SPLITTER = 'Recursive Character Text Splitter';

let rest: N8nRest;
let sandbox: Sandbox;
let embeddings: EmbeddingsServer;

beforeAll(async () => {
	rest = await connectToHost();
	sandbox = await startSandbox({ keys: [API_KEY] });
	embeddings = await startEmbeddingsServer();
});
afterAll(async () => {
	await sandbox?.close();
	await embeddings?.close();
});

const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: INode['parameters'],
) => ({
	id: name,
	name,
	type: `@n8n/n8n-nodes-langchain.${type}`,
	typeVersion,
	position: [440, 0] as [number, number],
	parameters,
});

/** A talk of a few thousand characters, one of its turns longer than a chunk. */
function longTalk() {
	const turns = [
		['Good morning. ', 3],
		['The budget of the second quarter is what we have to discuss today. ', 40],
		['Fine, and the pelican project in Lisbon needs another month. ', 5],
		['Then we agree. ', 60],
	] as const;
	const utterances = turns.map(([text, times], index) => ({
		text: text.repeat(times).trim(),
		start: index * 60,
		end: index * 60 + 59,
		speaker: index % 2,
		channel: 0,
		language: 'en',
		confidence: 0.9,
		words: [],
	}));
	return sandbox.seedJob({
		request_params: { audio_url: 'https://example.com/a.mp3', diarization: true },
		result: { transcription: { full_transcript: 'x', languages: ['en'], utterances } },
	});
}

describe('chunks of a transcript', () => {
	it("go into n8n's vector store as they are, and are found by what they say", async () => {
		const { id } = longTalk();
		const workflow = gladiaWorkflow([{ id }], await sandboxCredential(rest, sandbox, API_KEY), {
			type: 'gladiaGetResult',
			parameters: {
				operation: 'get',
				transcriptionId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				output: 'items',
				itemType: 'chunk',
				chunkSize: 'vectorStore',
			},
		});
		const data = { apiKey: 'any', url: embeddings.url };
		const name = 'Embeddings stand-in';
		const openAi = { id: await rest.createCredential({ name, type: 'openAiApi', data }), name };
		const memoryKey = { __rl: true, mode: 'id', value: 'chunks-e2e' };
		const metadata = ['start_time', 'index', 'transcription_id'].map((field) => ({
			name: field,
			value: `={{ $json.${field} }}`,
		}));
		workflow.nodes.push(
			node(STORE, 'vectorStoreInMemory', 1.3, { mode: 'insert', memoryKey, clearStore: true }),
			node(LOADER, 'documentDefaultDataLoader', 1.1, {
				jsonMode: 'expressionData',
				jsonData: '={{ $json.text }}',
				textSplittingMode: 'custom',
				options: { metadata: { metadataValues: metadata } },
			}),
			node(SPLITTER, 'textSplitterRecursiveCharacterTextSplitter', 1, {
				chunkSize: 1000,
				chunkOverlap: 200,
			}),
			{
				...node(EMBEDDINGS, 'embeddingsOpenAi', 1.2, { options: {} }),
				credentials: { openAiApi: openAi },
			},
			{
				...node(SEARCH, 'vectorStoreInMemory', 1.3, {
					mode: 'load',
					memoryKey,
					prompt: 'pelican project in Lisbon',
					topK: 1,
				}),
				executeOnce: true,
			},
		);
		const to = (
			target: string,
			type: 'main' | 'ai_embedding' | 'ai_document' | 'ai_textSplitter',
		) => [[{ node: target, type, index: 0 }]];
		Object.assign(workflow.connections, {
			[GLADIA]: { main: to(STORE, 'main') },
			[STORE]: { main: to(SEARCH, 'main') },
			[LOADER]: { ai_document: to(STORE, 'ai_document') },
			[SPLITTER]: { ai_textSplitter: to(LOADER, 'ai_textSplitter') },
			[EMBEDDINGS]: {
				ai_embedding: [
					[
						{ node: STORE, type: 'ai_embedding', index: 0 },
						{ node: SEARCH, type: 'ai_embedding', index: 0 },
					],
				],
			},
		});
		const execution = await rest.waitForExecution(
			await rest.run(await rest.createWorkflow(workflow), TRIGGER),
			60_000,
		);

		expect(execution.data.resultData.error).toBeUndefined();
		const chunks = outputOf(execution, GLADIA).map(({ json }) => json);
		expect(chunks.length).toBeGreaterThan(3);
		for (const { text } of chunks) expect(String(text).length).toBeLessThanOrEqual(1000);
		// The splitter finds nothing to split, so each chunk is one document.
		expect(outputOf(execution, STORE)).toHaveLength(chunks.length);
		const stored = chunks.map(({ text }) => String(text).replaceAll('\n', ' '));
		expect(embeddings.texts).toEqual([...stored, 'pelican project in Lisbon']);
		const [found] = outputOf(execution, SEARCH);
		const wanted = chunks.find(({ text }) => String(text).includes('pelican'));
		expect(found?.json.document).toMatchObject({
			pageContent: wanted?.text,
			metadata: {
				start_time: wanted?.start_time,
				index: wanted?.index,
				transcription_id: id,
			},
		});
	});

	it('fit into messages of Telegram and blocks of Notion', async () => {
		const { id } = longTalk();
		const lengths = async (chunkSize: string) => {
			const workflow = gladiaWorkflow([{ id }], await sandboxCredential(rest, sandbox, API_KEY), {
				type: 'gladiaGetResult',
				parameters: {
					operation: 'get',
					transcriptionId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
					output: 'items',
					itemType: 'chunk',
					chunkSize,
				},
			});
			const runId = await rest.run(await rest.createWorkflow(workflow), TRIGGER);
			const execution = await rest.waitForExecution(runId, 60_000);
			return outputOf(execution, GLADIA).map(({ json }) => String(json.text).length);
		};
		for (const [chunkSize, most] of [
			['notion', 2000],
			['telegram', 4096],
		] as const) {
			const found = await lengths(chunkSize);
			expect(Math.max(...found)).toBeLessThanOrEqual(most);
			expect(Math.max(...found)).toBeGreaterThan(most / 2);
		}
	});
});
