import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../../demo/browser';
import { describeInEditor } from './editorScene';
import { until } from './until';

jest.setTimeout(240_000);

describeInEditor('The demo, as a new user has it', () => {
	let demo: ChildProcess;
	let browser: Browser;
	let printed = '';

	beforeAll(async () => {
		demo = spawn(process.execPath, [require.resolve('tsx/cli'), 'demo/demo.ts', '--no-open'], {
			// A process group of its own, so that Ctrl-C reaches it alone.
			detached: true,
			env: { ...process.env, GLADIA_API_KEY: '' },
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		demo.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text));
		browser = await startBrowser();
		await until('the demo says what to do', () => printed.includes('Ctrl-C stops'), 180_000);
	});

	afterAll(async () => {
		await browser?.close();
		demo.kill('SIGINT');
		await until('the demo has ended', () => demo.exitCode !== null || demo.signalCode !== null);
	});

	/** What follows a word at the start of a line. */
	const after = (word: string): string =>
		new RegExp(`^${word}\\s+(.+)$`, 'm').exec(printed)?.[1] ?? '';

	it('leads into the editor without a login, and to the transcript by what it says', async () => {
		const [, run = '', submit = ''] = /^(.+?)\. .+, and click (.+):$/.exec(after('Click')) ?? [];
		const recording = /^\s+(\/.+\.wav)$/m.exec(printed)?.[1] ?? '';
		const page = await browser.newPage();
		await page.goto(after('Open'));
		const opened = page.waitForEvent('popup');
		await page.getByLabel(run, { exact: true }).click();
		const form = await opened;
		await form.locator('input[type=file]').setInputFiles(recording);
		await form.getByRole('button', { name: submit, exact: true }).click();
		await form.getByText('ask not what your country can do for you').first().waitFor();
	});

	it('shows the link to nobody who does not know it', async () => {
		const { origin } = new URL(after('Open'));
		const response = await fetch(origin, { redirect: 'manual' });
		expect(response.status).toBe(404);
		expect(response.headers.getSetCookie()).toEqual([]);
	});
});
