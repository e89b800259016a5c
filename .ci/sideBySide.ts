import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

interface Ending {
	script: string;
	seconds: number;
	passed: boolean;
	output: string;
}

/** Tests show how far they are; of all other scripts the output counts only if they fail. */
const isShownAtOnce = (script: string): boolean => script.startsWith('test:');

/** Runs one script of package.json to its end. */
async function runScript(script: string): Promise<Ending> {
	const started = performance.now();
	const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (isShownAtOnce(script)) {
		child.stdout.pipe(process.stdout);
		child.stderr.pipe(process.stderr);
	}
	const [status, ...printed] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
	const seconds = (performance.now() - started) / 1_000;
	return { script, seconds, passed: status === 0, output: printed.join('') };
}

function report({ script, seconds, passed, output }: Ending): void {
	console.log(`${passed ? 'passed' : 'FAILED'}  ${script} (${seconds.toFixed(0)} s)`);
	if (!passed && !isShownAtOnce(script)) console.log(output);
}

/** Runs scripts one after the other, up to the first that fails. */
async function runInTurn(scripts: string[]): Promise<Ending[]> {
	const endings: Ending[] = [];
	for (const script of scripts) {
		const ending = await runScript(script);
		report(ending);
		endings.push(ending);
		if (!ending.passed) break;
	}
	return endings;
}

/**
 * Runs the scripts of package.json named on the command line at the same time; those joined by a comma
 * one after the other. All must pass. What failed is listed once more at the end.
 */
async function main(): Promise<void> {
	const chains = process.argv.slice(2).map((names) => names.split(','));
	const endings = (await Promise.all(chains.map(runInTurn))).flat();
	const failed = endings.filter(({ passed }) => !passed).map(({ script }) => script);
	if (failed.length === 0) return;
	console.log(`FAILED  ${failed.join(', ')}`);
	process.exitCode = 1;
}

void main();
