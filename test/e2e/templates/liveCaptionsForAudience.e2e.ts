import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../../../demo/browser';
import type { N8nRest } from '../../../demo/n8nRest';
import { samplePcm } from '../../../sandbox/audio/speechSample';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import type { StallingSource } from '../../GladiaLive/support/stallingSource';
import { serveStalling } from '../../GladiaLive/support/stallingSource';
import { describeInEditor, picture } from '../editorScene';
import { connectToHost } from '../n8nHost';
import { until } from '../until';
import { accessibilityIssues, captionsOn, openPage, SAID } from './captionsPage';
import { addRows, dropTable, tableRows } from './dataTable';
import { importTemplate, sandboxAccess } from './importTemplate';

jest.setTimeout(150_000);

const FILE = 'live-captions-for-an-audience.json';
const API_KEY = 'key-of-the-audience-tests';
const ORGANIZER = { username: 'organizer', password: 'let me in' };
const TABLE = 'live_captions';
/** The first sentence with the pause after it. */
const FIRST_SENTENCE = samplePcm.subarray(0, 6 * 32_000);

let rest: N8nRest;
let sandbox: Sandbox;
let browser: Browser;
let workflow: string;
let triggerUrl: string;
const stations: StallingSource[] = [];

/** The address of a station that plays audio once. */
async function station(audio: Uint8Array): Promise<string> {
	const source = await serveStalling([audio], 0);
	stations.push(source);
	return source.url;
}

/** Fills in the form as the organizer does. */
async function startCaptions(stream: string): Promise<void> {
	const { username, password } = ORGANIZER;
	const context = await browser.newContext({ httpCredentials: { username, password } });
	const form = await context.newPage();
	await form.goto(`${rest.url}/form/start-live-captions`);
	await form.getByLabel('Address of the stream (WAV)').fill(stream);
	await form.getByRole('button', { name: 'Submit' }).click();
	await form.getByText('The captions are starting.').waitFor();
	await context.close();
}

const openCaptions = async () => await openPage(browser, `${rest.url}/webhook/captions`);

const untilStatus = async (page: Page, text: string) =>
	await page.getByRole('status').filter({ hasText: text }).waitFor({ timeout: 60_000 });

describeInEditor(FILE, () => {
	beforeAll(async () => {
		rest = await connectToHost();
		sandbox = await startSandbox({ keys: [API_KEY] });
		browser = await startBrowser();
		const { nodes } = JSON.parse(readFileSync(`examples/${FILE}`, 'utf8')) as {
			nodes: Array<{ name: string; webhookId?: string }>;
		};
		const trigger = nodes.find(({ name }) => name === 'Caption Arrived');
		// As the editor shows it in an n8n without WEBHOOK_URL.
		const address = rest.url.replace('127.0.0.1', 'localhost');
		triggerUrl = `${address}/webhook/${trigger?.webhookId}/gladia-trigger`;
		({ id: workflow } = await importTemplate(rest, FILE, {
			credentials: {
				...sandboxAccess(sandbox, API_KEY),
				httpBasicAuth: { data: { user: ORGANIZER.username, password: ORGANIZER.password } },
			},
			values: { YOUR_TRIGGER_URL: triggerUrl },
		}));
		await rest.activate(workflow);
	});
	afterAll(async () => {
		if (workflow) await rest.deactivate(workflow);
		await browser?.close();
		await Promise.all(stations.map(async ({ close }) => await close()));
		await sandbox?.close();
		await dropTable(rest, TABLE);
	});

	it('shows everybody the captions of a stream that is transcribed once', async () => {
		const early = await openCaptions();
		await untilStatus(early, 'Waiting for captions …');
		await startCaptions(await station(samplePcm));
		await until('the first caption', async () => (await captionsOn(early)).length > 0);
		const shown = await captionsOn(early);
		expect(shown).toEqual(SAID.slice(0, shown.length));
		expect(sandbox.liveSessions().map(({ state }) => state)).toEqual(['recording']);

		const late = await openCaptions();
		for (const page of [early, late]) {
			await untilStatus(page, 'The captions have ended.');
			await until('all captions', async () => (await captionsOn(page)).length >= SAID.length);
			expect(await captionsOn(page)).toEqual(SAID);
			expect(await page.content()).not.toContain(API_KEY);
		}
		expect(sandbox.liveSessions()).toMatchObject([{ state: 'ended', stopReceived: true }]);
		const rows = await tableRows(rest, TABLE);
		const textsOf = (wanted: string) =>
			rows.flatMap(({ kind, text }) => (kind === wanted ? text : []));
		expect(textsOf('caption')).toEqual(SAID);
		expect(textsOf('end')).toEqual([SAID.join(' ')]);
		expect(await accessibilityIssues(late)).toEqual([]);
		await late.screenshot({ path: picture('captions-for-an-audience'), fullPage: true });
	});

	it('begins anew with the next stream, and shows captions as text', async () => {
		const page = await openCaptions();
		await until('the captions before', async () => (await captionsOn(page)).length === SAID.length);
		await startCaptions(await station(FIRST_SENTENCE));
		await untilStatus(page, 'Live');
		await untilStatus(page, 'The captions have ended.');
		await until('the last caption', async () => (await captionsOn(page)).length > 0);
		expect(await captionsOn(page)).toEqual(SAID.slice(0, 1));

		const hostile = '<img src="x" onerror="window.hacked = true">';
		await addRows(rest, TABLE, [{ kind: 'caption', text: hostile, seconds: 99 }]);
		await until('the hostile caption', async () => (await captionsOn(page)).length === 2);
		expect(await captionsOn(page)).toEqual([SAID[0], hostile]);
		expect(await page.evaluate('window.hacked')).toBeUndefined();
	});

	it('tells everybody when the captions break off', async () => {
		const page = await openCaptions();
		await startCaptions(`${sandbox.url}/no-such-stream.wav`);
		await untilStatus(page, 'The captions broke off.');
		const [failed] = await rest.executionIds(workflow, 'error');
		expect((await rest.execution(failed ?? '')).data.resultData.lastNodeExecuted).toBe('Fail');
	});

	it('takes neither streams nor captions from strangers', async () => {
		const before = await tableRows(rest, TABLE);
		const sessions = sandbox.liveSessions().length;
		const fields = new FormData();
		fields.set('field-0', `${sandbox.url}/stream.wav`);
		const form = await fetch(`${rest.url}/form/start-live-captions`, {
			method: 'POST',
			body: fields,
		});
		expect(form.status).toBe(401);
		const forged = {
			id: sandbox.liveSessions()[0]?.id,
			event: 'live.transcript',
			payload: { type: 'transcript', data: { is_final: true, utterance: { text: 'Forged' } } },
		};
		const call = await fetch(triggerUrl, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(forged),
		});
		expect(call.status).toBe(401);
		expect(await tableRows(rest, TABLE)).toEqual(before);
		expect(sandbox.liveSessions()).toHaveLength(sessions);
	});
});
