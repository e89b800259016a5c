import { spawn } from 'node:child_process';
import { onProcessEnd } from './cleanUp';

const TAIL_LINES = 25;

interface CommandOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
}

/**
 * Runs a command to its end and returns what it wrote to stdout.
 * The error of a failed command ends in the last lines of its output, never in all of it.
 */
export async function runCommand(
	command: string,
	args: string[],
	{ cwd, env = process.env }: CommandOptions,
): Promise<string> {
	return await new Promise<string>((resolve, reject) => {
		const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
		const forget = onProcessEnd(() => void child.kill());
		let stdout = '';
		let tail: string[] = [];
		const keep = (chunk: string) => {
			tail = [...tail, ...chunk.split('\n').filter((line) => line.trim())].slice(-TAIL_LINES);
		};
		child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
			stdout += chunk;
			keep(chunk);
		});
		child.stderr.setEncoding('utf8').on('data', keep);
		child.on('error', reject);
		child.on('close', (code, signal) => {
			forget();
			if (code === 0) return resolve(stdout);
			const end = signal ? `was ended by ${signal}` : `ended with status ${code}`;
			reject(new Error(`'${command} ${args.join(' ')}' ${end}:\n${tail.join('\n')}`));
		});
	});
}
