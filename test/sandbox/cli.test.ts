import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

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

	test('--help names every option and control; mistakes end with status 1', async () => {
		const [help, wrongPort, unknown] = await Promise.all(
			[['--help'], ['--port', 'x'], ['--nonsense']].map((args) => ending(run(...args))),
		);
		expect(help?.code).toBe(0);
		for (const name of ['--port', '--key', '--job-seconds', '--concurrent', '--queued', '--rate']) {
			expect(help?.output).toContain(name);
		}
		for (const path of ['faults', 'requests', 'jobs', 'settings', 'reset']) {
			expect(help?.output).toContain(`/_sandbox/${path}`);
		}
		expect(wrongPort).toEqual({
			code: 1,
			output: '',
			errors: '--port must be a number of 0 or more, not "x"\n',
		});
		expect(unknown).toMatchObject({ code: 1, errors: expect.stringContaining('--nonsense') });
	});
});
