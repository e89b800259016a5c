import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { N8nProcess } from '../../../demo/n8nProcess';
import type { N8nRest } from '../../../demo/n8nRest';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { describeInEditor, picture } from '../editorScene';
import { connectToHost, setUpOwner, startOwnN8n } from '../n8nHost';
import { until } from '../until';
import {
	accessibilityIssues,
	captionsOn,
	openPage,
	SAID,
	startListeningBrowser,
} from './captionsPage';
import { dropTable, tableRows } from './dataTable';
import { importTemplate, sandboxAccess } from './importTemplate';
import { PageTraffic } from './pageTraffic';

jest.setTimeout(120_000);

const FILE = 'live-captions-from-microphone.json';
const API_KEY = 'key-of-the-microphone-tests';
const PASSWORD = 'let me in';
const TABLE = 'live_transcripts';

let sandbox: Sandbox;
let browser: Browser;
let rest: N8nRest;
let workflow: string;
let page: Page;

beforeEach(async () => {
	sandbox = await startSandbox({ keys: [API_KEY], liveByMicrophone: true });
	browser = await startListeningBrowser();
});
afterEach(async () => {
	await browser?.close();
	if (workflow) await rest.deactivate(workflow);
	await sandbox?.close();
});

async function openTemplate(): Promise<void> {
	({ id: workflow } = await importTemplate(rest, FILE, {
		credentials: {
			...sandboxAccess(sandbox, API_KEY),
			httpHeaderAuth: { data: { name: 'X-Captions-Password', value: PASSWORD } },
		},
	}));
	await rest.activate(workflow);
	page = await openPage(browser, `${rest.url}/webhook/live-captions`);
}

async function start(password = PASSWORD): Promise<void> {
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Start' }).click();
}

async function stop(): Promise<void> {
	await page.getByRole('button', { name: 'Stop' }).click();
	await untilStatus(/^Done\. The transcript is stored\.$/);
}

const untilStatus = async (text: RegExp) =>
	await page.getByRole('status').filter({ hasText: text }).waitFor();

const sha256 = (audio: Buffer) => createHash('sha256').update(audio).digest('hex');

describeInEditor(`${FILE}, in an n8n that serves pages without a sandbox`, () => {
	let n8n: N8nProcess;

	beforeAll(async () => {
		const env = { N8N_INSECURE_DISABLE_WEBHOOK_IFRAME_SANDBOX: 'true' };
		n8n = await startOwnN8n({ env });
		rest = await setUpOwner(n8n);
	});
	afterAll(async () => {
		await n8n?.stop();
	});

	it('captions the microphone over broken connections, and stores the transcript', async () => {
		await openTemplate();
		const traffic = new PageTraffic(page);
		await page.reload();
		for (const bytes of [120_001, 130_002])
			sandbox.failLiveNext({ kind: 'drop-after-bytes', bytes });
		sandbox.failLiveNext({ kind: 'refuse' });
		await start();

		await page.getByLabel('Being said').filter({ hasText: 'Your call is now' }).waitFor();
		expect(await captionsOn(page)).toEqual([]);
		await until('all captions are there', async () => (await captionsOn(page)).length >= 4);
		expect(await captionsOn(page)).toEqual(SAID);
		await stop();
		expect(await captionsOn(page)).toEqual(SAID);

		const [session] = sandbox.liveSessions();
		expect(session).toMatchObject({ state: 'ended', stopReceived: true });
		expect(session?.connections.map(({ fault }) => fault)).toEqual([
			'drop-after-bytes',
			'drop-after-bytes',
			undefined,
		]);
		expect(sha256(traffic.audio())).toBe(session?.sha256);

		const transcript = SAID.join(' ');
		expect(await page.getByRole('region', { name: 'Stored transcript' }).innerText()).toContain(
			transcript,
		);
		expect(await tableRows(rest, TABLE)).toEqual([
			{ session: session?.id, transcript, seconds: session?.audioDuration },
		]);
		expect(await traffic.received()).toContain('Live captions');
		expect(await traffic.received()).not.toContain(API_KEY);
		expect(await accessibilityIssues(page)).toEqual([]);
		await page.screenshot({ path: picture('live-captions'), fullPage: true });
	});

	it('sends no more than one piece twice when Gladia’s confirmations are lost', async () => {
		await openTemplate();
		const lost = { afterBytes: 60_000, bytes: 90_000 };
		sandbox.failLiveNext({ kind: 'lose-acknowledgments', ...lost });
		const traffic = new PageTraffic(page);
		await start();
		const bytes = () => sandbox.liveSessions()[0]?.acceptedBytes ?? 0;
		await until('it goes on', () => bytes() > 150_000);
		await stop();

		const [session] = sandbox.liveSessions();
		const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = traffic.connections.map(
			({ sent }) => Buffer.concat(sent),
		);
		const piece = 3200;
		const repeated = second.subarray(0, piece);
		const at = first.indexOf(repeated);
		expect(at).toBeLessThanOrEqual(lost.afterBytes + piece);
		const next = second.subarray(piece);
		expect(next.subarray(0, piece)).not.toEqual(first.subarray(at + piece, at + 2 * piece));
		const arrived = first.subarray(0, session?.connections[0]?.receivedBytes);
		expect(sha256(Buffer.concat([arrived, second]))).toBe(session?.sha256);
	});

	it('starts no session for strangers, and says why Gladia refuses one', async () => {
		await openTemplate();
		await start('guessed');
		await untilStatus(/^This password is not right\.$/);
		expect(sandbox.requests).toEqual([]);

		sandbox.failNext({ kind: 'status', status: 429, path: '/v2/live', times: 20 });
		await start();
		await untilStatus(/^As many live sessions are running as the Gladia plan allows/);
		expect(sandbox.liveSessions()).toEqual([]);
		expect(await page.getByRole('button', { name: 'Start' }).isEnabled()).toBe(true);
	});
});

describeInEditor(`${FILE}, in an n8n as it is installed`, () => {
	beforeAll(async () => {
		rest = await connectToHost();
	});
	afterAll(async () => {
		await dropTable(rest, TABLE);
	});

	it('explains that the sandbox has no microphone, and works from the downloaded file', async () => {
		await openTemplate();
		await page.getByText('n8n serves pages in a sandbox').waitFor();
		expect(await page.getByRole('button', { name: 'Start' }).isVisible()).toBe(false);
		expect(await accessibilityIssues(page)).toEqual([]);
		const folder = await mkdtemp(join(tmpdir(), 'live-captions-'));
		try {
			const [download] = await Promise.all([
				page.waitForEvent('download'),
				page.getByRole('button', { name: 'Download this page' }).click(),
			]);
			const file = join(folder, download.suggestedFilename());
			await download.saveAs(file);
			expect(await readFile(file, 'utf8')).toMatch(/^<!doctype html>/);
			await page.goto(pathToFileURL(file).href);

			await start();
			await until('the first caption', async () => (await captionsOn(page)).length > 0);
			await stop();
			expect(await captionsOn(page)).toEqual(SAID.slice(0, 1));
			expect(await tableRows(rest, TABLE)).toMatchObject([{ transcript: SAID[0] }]);
		} finally {
			await rm(folder, { recursive: true });
		}
	});
});
