import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

interface Ending {
	script: string;
	seconds: number;
	status: number | null;
	output: string;
}

/** Runs one script of package.json to its end. */
async function runScript(script: string): Promise<Ending> {
	const started = performance.now();
	const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	const [status, ...printed] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
	const seconds = (performance.now() - started) / 1_000;
	return { script, seconds, status, output: printed.join('') };
}

/** Reports a script as soon as it has ended; its output only if it failed. */
async function report(script: string): Promise<boolean> {
	const { seconds, status, output } = await runScript(script);
	const passed = status === 0;
	console.log(`${passed ? 'passed' : 'FAILED'}  ${script} (${seconds.toFixed(0)} s)`);
	if (!passed) console.log(output);
	return passed;
}

/** Runs the scripts of package.json named on the command line at the same time; all must pass. */
async function main(): Promise<void> {
	const results = await Promise.all(process.argv.slice(2).map(report));
	if (results.includes(false)) process.exitCode = 1;
}

void main();
