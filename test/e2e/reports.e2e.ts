import { readFile } from 'node:fs/promises';
import type { INode, INodeParameters } from 'n8n-workflow';
import type { Page } from 'playwright-core';
import { outputOf } from '../../demo/execution';
import type { JobSeed } from '../../sandbox/sandbox';
import { meeting } from '../shared/output/documents';
import { attacks, hostileJob } from '../shared/transcript/report/hostile';
import { axeViolations } from './accessibility';
import type { EditorScene } from './editorScene';
import { describeInEditor, openScene, picture } from './editorScene';
import { GLADIA } from './gladiaWorkflow';
import type { MailServer } from './mailServer';
import { partsOf, smtpAccess, startMailServer } from './mailServer';
import { baseNode, chainOf } from './nodeChain';
import { until } from './until';

jest.setTimeout(180_000);

const API_KEY = 'key-of-the-report-tests';
const AUDIO_LINK = 'https://example.com/meeting.mp3';

describeInEditor('The report of a transcription', () => {
	let scene: EditorScene;
	let mail: MailServer;
	let meetingId: string;
	let hostileId: string;

	beforeAll(async () => {
		scene = await openScene(API_KEY);
		const { request_params, result, custom_metadata, file } = meeting;
		meetingId = scene.sandbox.seedJob({
			request_params,
			result,
			custom_metadata,
			file,
		} as JobSeed).id;
		const hostile = hostileJob();
		hostileId = scene.sandbox.seedJob({
			request_params: hostile.request_params,
			result: hostile.result,
			custom_metadata: hostile.custom_metadata,
			file: hostile.file,
		} as JobSeed).id;
		mail = await startMailServer();
	});

	afterAll(async () => {
		await mail?.close();
		await scene?.close();
	});

	/** Gladia Get Result with the report of a job. */
	const reportOf = (id: string, options: INodeParameters = {}): INode => ({
		id: GLADIA,
		name: GLADIA,
		type: 'n8n-nodes-gladia-speech.gladiaGetResult',
		typeVersion: 1,
		position: [220, 0],
		credentials: { gladiaApi: scene.credential },
		parameters: {
			operation: 'get',
			transcriptionId: { __rl: true, mode: 'id', value: id },
			output: 'report',
			attachFiles: ['html', 'md', 'srt'],
			reportOptions: options,
		},
	});

	const create = async (name: string, nodes: INode[]) =>
		await scene.rest.createWorkflow(chainOf(name, nodes));

	const hacked = async (page: Page) => await page.evaluate('window.hacked');

	it('is a page that Respond to Webhook serves, readable in light, dark, print and on a phone', async () => {
		const path = 'report-page';
		const workflow = await create('e2e report page', [
			{
				...baseNode('Webhook', 'webhook', 2.1, { path, responseMode: 'responseNode', options: {} }),
				webhookId: path,
			},
			reportOf(meetingId, { audioLink: AUDIO_LINK, speakerNamesJson: '{ "2": "Bob" }' }),
			baseNode('Respond', 'respondToWebhook', 1.5, {
				respondWith: 'text',
				responseBody: '={{ $json.report_html }}',
				options: {
					responseHeaders: {
						entries: [{ name: 'Content-Type', value: 'text/html; charset=utf-8' }],
					},
				},
			}),
		]);
		await scene.rest.activate(workflow);
		for (const [look, media, width] of [
			['light', { colorScheme: 'light' }, 900],
			['dark', { colorScheme: 'dark' }, 900],
			['phone', { colorScheme: 'light' }, 360],
			['print', { colorScheme: 'dark', media: 'print' }, 900],
		] as const) {
			const context = await scene.browser.newContext({
				viewport: { width, height: 1000 },
				bypassCSP: true,
			});
			const page = await context.newPage();
			await page.emulateMedia(media);
			await page.goto(`${scene.rest.url}/webhook/${path}`);
			await page.getByRole('heading', { level: 1, name: 'meeting.mp3' }).waitFor();
			const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
			expect(headings).toEqual([
				'Summary',
				'Answers',
				'Chapters',
				'Talk Time',
				'Sentiment',
				'Not Available',
				'Transcript',
			]);
			const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
			expect(overflow).toBeLessThanOrEqual(0);
			const stamp = page.getByRole('listitem').filter({ hasText: 'Bob' }).getByRole('link');
			expect(await stamp.first().getAttribute('href')).toBe(`${AUDIO_LINK}#t=2`);
			expect(await page.locator('audio').isVisible()).toBe(look !== 'print');
			await page.screenshot({ path: picture(`report-${look}`), fullPage: true });
			expect(await axeViolations(page)).toEqual([]);
			await context.close();
		}
		await scene.rest.deactivate(workflow);
	});

	it('runs nothing of a hostile transcript, as a page of a form and as Markdown', async () => {
		const path = 'report-form';
		const workflow = await create('e2e report form', [
			{
				...baseNode('Form Trigger', 'formTrigger', 2.6, {
					formTitle: 'Get a report',
					formFields: { values: [{ fieldLabel: 'Name', fieldType: 'text' }] },
					responseMode: 'lastNode',
					options: { path },
				}),
				webhookId: path,
			},
			reportOf(hostileId, { reportTitle: attacks.join(' '), speakerNamesJson: namesOfAttacks() }),
			baseNode('Markdown', 'markdown', 1, {
				mode: 'markdownToHtml',
				markdown: '={{ $json.report_markdown }}',
				destinationKey: 'converted',
				options: { tables: true },
			}),
			{
				...baseNode('Form', 'form', 2.5, {
					operation: 'completion',
					respondWith: 'showText',
					responseText: '={{ $json.report_html }}',
				}),
				webhookId: `${path}-end`,
			},
		]);
		await scene.rest.activate(workflow);
		const page = await scene.browser.newPage();
		await page.goto(`${scene.rest.url}/form/${path}`);
		await page.getByRole('button', { name: 'Submit' }).click();
		await page.getByRole('heading', { level: 2, name: 'Transcript' }).waitFor();
		await page.screenshot({ path: picture('report-form'), fullPage: true });
		expect(await hacked(page)).toBeUndefined();
		expect(await page.locator('main').locator('script, img, iframe, form').count()).toBe(0);
		expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(attacks[0]);

		const [executionId = ''] = await scene.rest.executionIds(workflow);
		const execution = await scene.rest.waitForExecution(executionId, 30_000);
		const converted = String(outputOf(execution, 'Markdown')[0]?.json.converted);
		const tags = new Set(Array.from(converted.matchAll(/<([!a-z]\w*)/gi), ([, tag]) => tag));
		const known = 'h1 h2 h3 ul li p strong br table thead tbody tr th td';
		expect([...tags].filter((tag) => !known.split(' ').includes(tag ?? ''))).toEqual([]);
		await page.setContent(converted);
		expect(await hacked(page)).toBeUndefined();
		await page.screenshot({ path: picture('report-markdown'), fullPage: true });
		await page.close();
		await scene.rest.deactivate(workflow);
	});

	it('is downloaded from a form, and sent by mail with its files', async () => {
		const path = 'report-mail';
		const data = smtpAccess(mail);
		const name = 'Mail stand-in';
		const smtp = { id: await scene.rest.createCredential({ name, type: 'smtp', data }), name };
		const workflow = await create('e2e report mail', [
			{
				...baseNode('Form Trigger', 'formTrigger', 2.6, {
					formTitle: 'Get a report',
					formFields: { values: [{ fieldLabel: 'Name', fieldType: 'text' }] },
					responseMode: 'lastNode',
					options: { path },
				}),
				webhookId: path,
			},
			reportOf(meetingId, { audioLink: AUDIO_LINK }),
			{
				...baseNode('Send Email', 'emailSend', 2.1, {
					fromEmail: 'n8n@example.com',
					toEmail: 'team@example.com',
					subject: '=Report of {{ $json.filename }}',
					emailFormat: 'html',
					html: '={{ $json.report_html }}',
					options: { appendAttribution: false, fileAttachments: 'md,srt' },
				}),
				credentials: { smtp },
				webhookId: `${path}-send`,
			},
			{
				...baseNode('Form', 'form', 2.5, {
					operation: 'completion',
					respondWith: 'returnBinary',
					completionTitle: 'Here it is',
					inputDataFieldName: 'html',
				}),
				webhookId: `${path}-end`,
			},
		]);
		await scene.rest.activate(workflow);
		const page = await scene.browser.newPage();
		await page.goto(`${scene.rest.url}/form/${path}`);
		const downloading = page.waitForEvent('download');
		await page.getByRole('button', { name: 'Submit' }).click();
		const download = await downloading;
		expect(download.suggestedFilename()).toBe('meeting.html');
		const downloaded = await readFile(await download.path(), 'utf8');
		expect(downloaded).toMatch(/^<!DOCTYPE html>/);

		await until('the mail has come', () => mail.messages.length > 0);
		const [message = ''] = mail.messages;
		expect(message).toContain('Subject: Report of meeting.mp3');
		const [html = ''] = partsOf(message, 'text/html');
		expect(html.replaceAll('\r\n', '\n').trim()).toBe(downloaded.trim());
		await page.setContent(html);
		await page.getByRole('heading', { level: 1, name: 'meeting.mp3' }).waitFor();
		expect(message).toMatch(/filename=meeting\.md/);
		expect(message).toMatch(/filename=meeting\.srt/);
		await page.close();
		await scene.rest.deactivate(workflow);
	});
});

/** An attack as the name of each of nine speakers. */
function namesOfAttacks(): string {
	return JSON.stringify(Object.fromEntries(attacks.slice(0, 9).map((name, at) => [at + 1, name])));
}
