import { readFile } from 'node:fs/promises';
import type { IConnections, IDataObject, INode } from 'n8n-workflow';
import type { Page } from 'playwright-core';
import { closeNode, openWorkflow } from '../../demo/browser';
import { RECORDING } from '../../demo/demoWorkflow';
import type { Execution } from '../../demo/execution';
import { outputOf } from '../../demo/execution';
import { wave } from '../sandbox/support/wave';
import { startCollector } from './collector';
import type { EditorScene } from './editorScene';
import { describeInEditor, openScene, picture } from './editorScene';
import type { Effort } from './effort';
import { countEffort } from './effort';
import {
	agentWith,
	mailOfSummary,
	manualStart,
	pageForNotion,
	rowsOfTable,
	showNotesPage,
	tableToCreate,
	uploadForm,
} from './everydaySteps';
import { startLanguageModel } from './languageModel';
import { partsOf, smtpAccess, startMailServer } from './mailServer';
import { chainOf } from './nodeChain';
import { addRow, choose, chooseCredential, chooseSeveral, flip, typeExpression } from './nodeForm';
import { pickAction, searchNodes } from './nodesPanel';
import { submitTestForm } from './testForm';
import { until } from './until';
import { uploadedAudio } from './uploadedAudio';

jest.setTimeout(180_000);

const API_KEY = 'key-of-the-everyday-tests';
const NODE = 'Gladia Transcribe';
const WORDS = 'Your call is now first in line';

/** What the only item of the Gladia node holds. */
const resultIn = (execution: Execution): IDataObject => outputOf(execution, NODE)[0]?.json ?? {};

describeInEditor('An everyday workflow needs one Gladia node', () => {
	let scene: EditorScene;
	let recording: { name: string; mimeType: string; buffer: Buffer };

	beforeAll(async () => {
		recording = { name: 'talk.wav', mimeType: 'audio/wav', buffer: await readFile(RECORDING) };
		scene = await openScene(API_KEY, { jobSeconds: 0.5 });
	});

	afterAll(async () => await scene?.close());

	/** A workflow in the editor whose recordings nobody has transcribed yet. */
	async function openChain(
		name: string,
		nodes: INode[],
		{ address, parts = {} }: { address?: string; parts?: IConnections } = {},
	): Promise<{ id: string; page: Page }> {
		const placed = nodes.map((node, index): INode => {
			const isPart = node.name in parts;
			return { ...node, position: [isPart ? 300 : index * 300, isPart ? 250 : 0] };
		});
		const steps = placed.filter((node) => !(node.name in parts));
		const chain = chainOf(`e2e ${name}`, steps);
		const id = await scene.rest.createWorkflow({
			...chain,
			nodes: placed,
			connections: { ...chain.connections, ...parts },
			...(address !== undefined && {
				pinData: { [manualStart.name]: [{ json: { recording_url: address } }] },
			}),
		});
		return { id, page: await openWorkflow(scene.browser, scene.rest, id) };
	}

	/**
	 * Puts Gladia Transcribe behind the first step, as a person does, and fills in its form.
	 *
	 * @param search what is typed into the nodes panel
	 * @param fill what remains to be set after the action
	 * @returns what it took
	 */
	async function addGladia(
		page: Page,
		name: string,
		{ search, action }: { search: string; action: string },
		fill: () => Promise<void>,
	): Promise<Effort> {
		const effort = await countEffort(page);
		await page.locator('[data-test-id="edge"]').first().hover({ force: true });
		await page.locator('[data-test-id="add-connection-button"]').first().click();
		await searchNodes(page, search, NODE);
		await pickAction(page, NODE, action);
		await chooseCredential(page, scene.credential.name);
		await fill();
		const needed = await effort();
		await page.screenshot({ path: picture(`everyday-${name}-form`) });
		await closeNode(page);
		return needed;
	}

	/** What the model of the sandbox has said about the recording that was started last. */
	function latestResult() {
		const result = scene.sandbox.jobs()[0]?.result as {
			summarization?: { results: string };
			audio_to_llm?: { results: Array<{ results: { prompt: string; response: string } }> };
		};
		return {
			summary: result.summarization?.results,
			answers: (result.audio_to_llm?.results ?? []).map(({ results }) => results),
		};
	}

	/** Waits for the end of the only execution of a workflow, and for its canvas to show it. */
	async function finished(page: Page, id: string, name: string): Promise<Execution> {
		let executionId: string | undefined;
		await until('the execution has begun', async () => {
			[executionId] = await scene.rest.executionIds(id);
			return executionId !== undefined;
		});
		const execution = await scene.rest.waitForExecution(executionId ?? '', 60_000);
		await page.screenshot({ path: picture(`everyday-${name}`) });
		expect(execution.data.resultData.error).toBeUndefined();
		const { nodes } = await scene.rest.workflow(id);
		const count = (type: string) => nodes.filter((node) => node.type.startsWith(type)).length;
		expect({
			gladia: count('n8n-nodes-gladia-speech.'),
			code: count('n8n-nodes-base.code'),
		}).toEqual({ gladia: 1, code: 0 });
		return execution;
	}

	const runButton = (page: Page) => page.locator('[data-test-id="execute-workflow-button"]');

	it('from an upload in a form to a mail with the summary and subtitles', async () => {
		const mail = await startMailServer();
		const name = `Mail stand-in ${mail.port}`;
		const data = smtpAccess(mail);
		const smtp = { id: await scene.rest.createCredential({ name, type: 'smtp', data }), name };
		const { id, page } = await openChain('form to mail', [uploadForm(), mailOfSummary(smtp)]);
		const action = { search: 'transcribe', action: 'Summarize a recording' };
		const effort = await addGladia(page, 'mail', action, async () => {
			await chooseSeveral(page, 'attachFiles', ['SRT']);
		});
		const form = await submitTestForm(page, recording);
		const execution = await finished(page, id, 'mail');
		await form.close();

		const [message = ''] = mail.messages;
		const json = resultIn(execution);
		expect(message).toContain('Subject: Summary of talk.wav');
		expect(partsOf(message, 'text/plain').map((text) => text.trim())).toEqual([json.summary]);
		// n8n's node tells the type from the file's name, and does not know this one.
		const [subtitles = ''] = partsOf(message, 'application/octet-stream');
		expect(message).toContain('filename=talk.srt');
		expect(subtitles).toMatch(/^1\r?\n00:00:0\d,\d{3} --> /);
		expect(subtitles.replace(/\s+/g, ' ')).toContain(WORDS);
		expect(effort.clicks).toBeLessThanOrEqual(7);
		expect(effort.typedFields).toBeLessThanOrEqual(1);
		await page.close();
		await mail.close();
	});

	it('from a meeting to pages for Notion with its action items', async () => {
		const notion = await startCollector();
		const address = await uploadedAudio(scene.sandbox, API_KEY, wave(300), 'meeting.wav');
		const { id, page } = await openChain(
			'meeting to pages',
			[manualStart, pageForNotion(notion.url)],
			{ address },
		);
		const action = { search: 'meeting', action: 'Transcribe a meeting' };
		const effort = await addGladia(page, 'pages', action, async () => {
			await choose(page, 'audioSource', 'URL');
			await typeExpression(page, 'audioUrl', '{{ $json.recording_url }}');
			await flip(page, 'audioToLlm');
			await addRow(page, 'questions', 'Add Question', {
				name: 'Action Items',
				prompt: 'List the action items',
			});
			await choose(page, 'output', 'Separate Items');
			await choose(page, 'itemType', 'Chunk');
			await choose(page, 'chunkSize', 'Notion');
		});
		await runButton(page).click();
		const items = outputOf(await finished(page, id, 'pages'), NODE).map(({ json }) => json);

		expect(items.length).toBeGreaterThan(2);
		expect(Math.max(...items.map(({ text }) => String(text).length))).toBeLessThanOrEqual(2000);
		const { summary, answers } = latestResult();
		expect(answers).toEqual([{ prompt: 'List the action items', response: expect.any(String) }]);
		expect(notion.bodies).toEqual(
			items.map(({ text }, index) => ({
				text,
				page: index,
				pages: items.length,
				summary,
				actionItems: answers[0]?.response,
			})),
		);
		expect(effort.clicks).toBeLessThanOrEqual(17);
		expect(effort.typedFields).toBeLessThanOrEqual(4);
		await page.close();
		await notion.close();
	});

	it('from a call to its statistics in a table', async () => {
		const setUp = await scene.rest.run(
			await scene.rest.createWorkflow(tableToCreate),
			manualStart.name,
		);
		expect((await scene.rest.waitForExecution(setUp, 30_000)).status).toBe('success');

		const { id, page } = await openChain('call to table', [manualStart, ...rowsOfTable], {
			address: 'https://example.com/call.mp3',
		});
		const action = { search: 'call recording', action: 'Measure how much each person talks' };
		const effort = await addGladia(page, 'table', action, async () => {
			await choose(page, 'audioSource', 'URL');
			await typeExpression(page, 'audioUrl', '{{ $json.recording_url }}');
			await choose(page, 'statisticsPer', 'Speaker');
		});
		await runButton(page).click();
		const execution = await finished(page, id, 'table');

		const rows = outputOf(execution, NODE).map(({ json }) => json);
		expect(rows.map(({ speaker_label }) => speaker_label)).toEqual(['Speaker 1', 'Speaker 2']);
		const stored = outputOf(execution, 'Read').map(({ json }) => json);
		expect(stored).toEqual(
			rows.map(({ speaker_label, talk_time, turns, questions }) =>
				expect.objectContaining({ speaker: speaker_label, talk_time, turns, questions }),
			),
		);
		expect(effort.clicks).toBeLessThanOrEqual(11);
		expect(effort.typedFields).toBeLessThanOrEqual(2);
		await page.close();
	});

	it('from a voice message to an agent', async () => {
		const model = await startLanguageModel(() => ({}));
		const name = `Model ${model.baseUrl}`;
		const data = { apiKey: 'key-of-the-model', url: model.baseUrl };
		const openAiApi = {
			id: await scene.rest.createCredential({ name, type: 'openAiApi', data }),
			name,
		};
		const { id, page } = await openChain(
			'voice message to agent',
			[uploadForm(), ...agentWith(openAiApi)],
			{
				parts: {
					Model: {
						ai_languageModel: [[{ node: 'AI Agent', type: 'ai_languageModel', index: 0 }]],
					},
				},
			},
		);
		const action = { search: 'voice message', action: 'Transcribe a voice message' };
		const effort = await addGladia(page, 'agent', action, async () => {});
		const form = await submitTestForm(page, recording);
		const execution = await finished(page, id, 'agent');
		await form.close();

		const json = resultIn(execution);
		expect(json.full_transcript).toContain(WORDS);
		const asked = model.requests().map(({ messages }) => messages.at(-1));
		expect(asked).toEqual([{ role: 'user', content: json.full_transcript }]);
		expect(outputOf(execution, 'AI Agent').map((item) => item.json)).toEqual([
			{ output: `You say: ${String(json.full_transcript)}` },
		]);
		expect(effort.clicks).toBeLessThanOrEqual(5);
		expect(effort.typedFields).toBeLessThanOrEqual(1);
		await page.close();
		await model.close();
	});

	it('from a podcast to show notes and a report', async () => {
		const { id, page } = await openChain('podcast to report', [
			uploadForm('lastNode'),
			showNotesPage,
		]);
		const action = { search: 'podcast', action: 'Transcribe an interview or podcast' };
		const effort = await addGladia(page, 'podcast', action, async () => {
			await flip(page, 'audioToLlm');
			await addRow(page, 'questions', 'Add Question', {
				name: 'Show Notes',
				prompt: 'Write show notes: a teaser, topics with times, links',
			});
			await chooseSeveral(page, 'attachFiles', ['HTML Report']);
		});
		const downloading = new Promise<string>((received) => {
			page.context().once('page', (form) => {
				form.once('download', (download) => {
					void download.path().then(async (path) => received(await readFile(path, 'utf8')));
				});
			});
		});
		const form = await submitTestForm(page, recording);
		await form.getByRole('heading', { name: 'Show notes' }).waitFor();
		const report = await downloading;
		const execution = await finished(page, id, 'podcast');
		await form.screenshot({ path: picture('everyday-podcast-end') });

		const [{ response: notes = '' } = {}] = latestResult().answers;
		expect(resultIn(execution).answers).toEqual({ 'Show Notes': notes });
		expect(await form.getByText(notes).count()).toBe(1);
		await form.setContent(report);
		expect(await form.getByRole('heading', { level: 1 }).innerText()).toBe('talk.wav');
		const sections = await form.getByRole('heading', { level: 2 }).allInnerTexts();
		expect(sections).toEqual(['Answers', 'Talk Time', 'Transcript']);
		expect(await form.getByText('Show Notes').count()).toBe(1);
		expect(await form.getByText(WORDS).count()).toBeGreaterThan(0);
		expect(effort.clicks).toBeLessThanOrEqual(9);
		expect(effort.typedFields).toBeLessThanOrEqual(3);
		await form.close();
		await page.close();
	});
});
