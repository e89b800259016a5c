import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { Browser, Page } from 'playwright-core';
import { openWorkflow, startBrowser } from '../../demo/browser';
import type { N8nRest, NewWorkflow } from '../../demo/n8nRest';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { describeInEditor } from './editorScene';
import { sandboxCredential } from './gladiaWorkflow';
import type { LanguageModel } from './languageModel';
import { startLanguageModel } from './languageModel';
import { connectToHost } from './n8nHost';
import { field, fieldLabels } from './nodeForm';
import { listEntry, searchNodes } from './nodesPanel';
import { until } from './until';

jest.setTimeout(180_000);

const KEY = 'key-of-the-agent-tests';
const AGENT = 'AI Agent';
const recordings = ['https://example.com/meeting.mp3', 'https://example.com/call.mp3'];

let rest: N8nRest;
let sandbox: Sandbox;
let model: LanguageModel;
let gladia: { id: string; name: string };

beforeAll(async () => {
	rest = await connectToHost();
	sandbox = await startSandbox({ keys: [KEY] });
	gladia = await sandboxCredential(rest, sandbox, KEY);
	model = await startLanguageModel((question) => ({
		Audio_URL: /https:\S+\w/.exec(question)?.[0],
	}));
});

afterAll(async () => {
	await model.close();
	await sandbox.close();
});

/** The whole answer of the tool about a recording without add-ons. */
function toolAnswerOf(url: string): IDataObject {
	const job = sandbox.jobs().find(({ request_params }) => request_params?.audio_url === url);
	const result = job?.result as IDataObject | undefined;
	const { full_transcript: text, languages } = result?.transcription as IDataObject;
	return {
		text: String(text).trim(),
		filename: job?.file?.filename,
		audio_duration: (result?.metadata as IDataObject).audio_duration,
		languages,
		status: 'done',
		id: job?.id,
	};
}

function node(
	name: string,
	type: string,
	typeVersion: number,
	position: [number, number],
	others: Partial<INode> & { parameters: INodeParameters },
): INode {
	return {
		id: name,
		name,
		type: `@n8n/n8n-nodes-langchain.${type}`,
		typeVersion,
		position,
		...others,
	};
}

/** A chat, an agent and its model; the agent has no tool yet. */
async function chatWithAgent(): Promise<NewWorkflow> {
	const name = `Model ${model.baseUrl}`;
	const data = { apiKey: 'key-of-the-model', url: model.baseUrl };
	const openAiApi = { id: await rest.createCredential({ name, type: 'openAiApi', data }), name };
	return {
		name: 'e2e agent',
		nodes: [
			node('Chat', 'chatTrigger', 1.1, [0, 0], { parameters: {}, webhookId: 'e2e-agent-chat' }),
			node(AGENT, 'agent', 3, [220, 0], { parameters: {} }),
			node('Model', 'lmChatOpenAi', 1.3, [220, 220], {
				parameters: {
					model: { __rl: true, mode: 'id', value: 'stand-in' },
					responsesApiEnabled: false,
				},
				credentials: { openAiApi },
			}),
		],
		connections: {
			Chat: { main: [[{ node: AGENT, type: 'main', index: 0 }]] },
			Model: { ai_languageModel: [[{ node: AGENT, type: 'ai_languageModel', index: 0 }]] },
		},
	};
}

/**
 * Opens the list of tools from the agent's own plus. The editor moves the canvas once more after it has
 * opened, so that a click can miss.
 */
async function openTools(page: Page): Promise<void> {
	const plus = page.locator(
		'[data-handleid="inputs/ai_tool/0"] [data-test-id="canvas-handle-plus"]',
	);
	const tool = listEntry(page, 'Code Tool');
	await until('the list of tools is open', async () => {
		await plus.click();
		return await tool.waitFor({ timeout: 5_000 }).then(
			() => true,
			() => false,
		);
	});
}

/** Says something in the editor's chat. */
async function say(page: Page, text: string): Promise<void> {
	await page.locator('[data-test-id="chat-input"]').fill(text);
	await page.keyboard.press('Enter');
}

describeInEditor('Gladia Transcribe as a tool of an agent', () => {
	let browser: Browser;

	beforeAll(async () => {
		browser = await startBrowser();
	});

	afterAll(async () => {
		await browser.close();
	});

	it('is added by clicking, has its address filled in by the model, and answers in the chat', async () => {
		const page = await openWorkflow(
			browser,
			rest,
			await rest.createWorkflow(await chatWithAgent()),
		);
		await openTools(page);
		await searchNodes(page, 'meeting', 'Gladia Transcribe Tool');
		await listEntry(page, 'Gladia Transcribe Tool').click();
		await page.locator('[data-test-id="ndv"]').waitFor();
		expect(await fieldLabels(page)).toEqual(
			expect.arrayContaining(['Operation', 'Tool Description', 'Audio Source', 'Audio URL']),
		);
		expect(await page.getByText('Defined automatically by the model').count()).toBe(1);
		await field(page, 'audioSource').locator('input').click();
		const sources = page.locator('[role="listbox"]:visible [role="option"]');
		await sources.first().waitFor();
		expect(await sources.count()).toBe(2);
		await page.keyboard.press('Escape');
		await page.locator('[data-test-id="node-credentials-select"]').click();
		await page.locator('[role="listbox"]:visible').getByText(gladia.name, { exact: true }).click();
		await page.locator('[data-test-id="ndv-close-button"]').click();
		await page.locator('[data-test-id="workflow-chat-button"]').click();
		for (const [index, recording] of recordings.entries()) {
			await say(page, `What is said in ${recording}?`);
			await page.getByText('The tool says').nth(index).waitFor();
		}
		expect(sandbox.jobs().map(({ request_params }) => request_params)).toEqual(
			recordings.toReversed().map((audio_url) => ({ audio_url })),
		);
		const [first] = model.requests();
		expect(first?.tools?.map((tool) => tool.function)).toEqual([
			{
				name: 'Gladia_Transcribe',
				description: expect.stringMatching(/^Transcribes a recording\./),
				parameters: expect.objectContaining({
					properties: {
						Audio_URL: {
							type: 'string',
							description: expect.stringMatching(/^Web address .+ reachable from the internet$/),
						},
					},
					required: ['Audio_URL'],
				}),
				strict: false,
			},
		]);
		const toldToModel = model
			.requests()
			.flatMap(({ messages }) => messages.filter(({ role }) => role === 'tool'))
			.map(({ content }) => JSON.parse(String(content)) as unknown);
		expect(toldToModel).toEqual(recordings.map((url) => [toolAnswerOf(url)]));
		await page.close();
	});
});

describe("n8n's MCP Server Trigger", () => {
	it('offers Gladia Transcribe to a client, and answers with the text', async () => {
		const path = 'e2e-gladia-mcp';
		const workflowId = await rest.createWorkflow({
			name: 'e2e MCP',
			nodes: [
				node('MCP', 'mcpTrigger', 2, [0, 0], { parameters: { path }, webhookId: path }),
				{
					id: 'Transcribe',
					name: 'Transcribe',
					type: 'n8n-nodes-gladia-speech.gladiaTranscribeTool',
					typeVersion: 1,
					position: [0, 220],
					parameters: {},
					credentials: { gladiaApi: gladia },
				},
			],
			connections: { Transcribe: { ai_tool: [[{ node: 'MCP', type: 'ai_tool', index: 0 }]] } },
		});
		await rest.activate(workflowId);
		const client = new Client({ name: 'e2e', version: '1.0.0' });
		await client.connect(new StreamableHTTPClientTransport(new URL(`${rest.url}/mcp/${path}`)));
		const { tools } = await client.listTools();
		expect(tools).toEqual([
			expect.objectContaining({
				name: 'Transcribe',
				description: expect.stringMatching(/^Transcribes a recording\./),
				inputSchema: expect.objectContaining({ required: ['Audio_URL'] }),
			}),
		]);
		for (const Audio_URL of ['https://example.com/1.mp3', 'https://example.com/2.mp3']) {
			const { content } = await client.callTool({ name: 'Transcribe', arguments: { Audio_URL } });
			expect(content).toEqual([{ type: 'text', text: JSON.stringify([toolAnswerOf(Audio_URL)]) }]);
		}
		await client.close();
		await rest.deactivate(workflowId);
	});
});
