import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Webhook } from 'svix';
import { receiver } from './support/receiver';
import { until } from './support/sandboxes';

const cli = join(__dirname, '..', '..', 'sandbox', 'cli.ts');

function run(...args: string[]): ChildProcessWithoutNullStreams {
	return spawn(process.execPath, ['--import', 'tsx', cli, ...args]);
}

async function ending(child: ChildProcessWithoutNullStreams) {
	let output = '';
	let errors = '';
	child.stdout.on('data', (chunk) => (output += chunk));
	child.stderr.on('data', (chunk) => (errors += chunk));
	const [code] = await once(child, 'close');
	return { code, output, errors };
}

// Starting three processes takes its time on a busy machine.
jest.setTimeout(30_000);

describe('npm run sandbox', () => {
	test('says where it is and ends cleanly on Ctrl-C', async () => {
		const child = run('--port', '0', '--key', 'abc', '--job-seconds', '0.1');
		const end = ending(child);
		const [first] = await once(child.stdout, 'data');
		const url = /on (http:\S+)/.exec(String(first))?.[1];
		const response = await fetch(`${url}/v2/live`, { headers: { 'x-gladia-key': 'abc' } });
		expect(response.status).toBe(200);
		child.kill('SIGINT');
		const { code, output, errors } = await end;
		expect({ code, errors }).toEqual({ code: 0, errors: '' });
		expect(output).toContain(`Base URL  ${url}`);
		expect(output).toContain('API Key   abc');
	});

	test('tells account webhooks, signed with the secret it prints, and ends with tries outstanding', async () => {
		const hook = await receiver();
		const args = ['--webhook', `${hook.url}/a`, '--retry-delays', '0.01,600'];
		const child = run('--port', '0', '--job-seconds', '0.05', ...args);
		const end = ending(child);
		const [first] = await once(child.stdout, 'data');
		const url = /on (http:\S+)/.exec(String(first))?.[1];
		const secret = /Webhook Signing Secret {2}(\S+)/.exec(String(first))?.[1] ?? '';
		hook.answerNext(500, 500, 500);
		const response = await fetch(`${url}/v2/pre-recorded`, {
			method: 'POST',
			headers: { 'x-gladia-key': 'sandbox-key', 'content-type': 'application/json' },
			body: JSON.stringify({ audio_url: 'https://example.com/a.mp3' }),
		});
		const { id } = (await response.json()) as { id: string };
		await until(() => hook.calls.length === 4);
		child.kill('SIGINT');
		expect(await end).toMatchObject({ code: 0, errors: '' });
		const told = hook.calls.map(({ text, headers }) =>
			new Webhook(secret).verify(text, headers as Record<string, string>),
		);
		const created = { event: 'transcription.created', payload: { id } };
		const success = { event: 'transcription.success', payload: { id } };
		expect(told).toHaveLength(4);
		expect(told).toEqual(expect.arrayContaining([created, success]));
	});

	test('--help names every option and control; mistakes end with status 1', async () => {
		const [help, wrongPort, unknown] = await Promise.all(
			[['--help'], ['--port', 'x'], ['--nonsense']].map((args) => ending(run(...args))),
		);
		expect(help?.code).toBe(0);
		const options = [
			...['--port', '--key', '--job-seconds', '--concurrent', '--queued', '--rate'],
			...['--webhook', '--webhook-secret', '--retry-delays', '--zero-data-retention'],
			'--deliver-anywhere',
		];
		for (const name of options) expect(help?.output).toContain(`  ${name} `);
		const controls = ['faults', 'requests', 'jobs', 'settings', 'reset'];
		for (const path of [...controls, 'webhooks', 'plays', 'deliveries']) {
			expect(help?.output).toContain(`/_sandbox/${path} `);
		}
		expect(wrongPort).toEqual({
			code: 1,
			output: '',
			errors: '--port must be a number of 0 or more, not "x"\n',
		});
		expect(unknown).toMatchObject({ code: 1, errors: expect.stringContaining('--nonsense') });
	});
});
