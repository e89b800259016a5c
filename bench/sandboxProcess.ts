import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onProcessEnd } from '../demo/cleanUp';
import type { LiveSessionReport } from '../sandbox/live/liveSessions';
import type { RecordedRequest } from '../sandbox/sandbox';

export const SANDBOX_KEY = 'bench-key';

/** A sandbox in another process, steered over HTTP. */
export class SandboxControls {
	constructor(readonly url: string) {}

	/** What was received since the last reset, oldest first. */
	async requests(): Promise<RecordedRequest[]> {
		const response = await fetch(`${this.url}/_sandbox/requests`);
		return ((await response.json()) as { requests: RecordedRequest[] }).requests;
	}

	/** The live sessions since the last reset, oldest first. */
	async liveSessions(): Promise<LiveSessionReport[]> {
		const response = await fetch(`${this.url}/_sandbox/live`);
		return ((await response.json()) as { sessions: LiveSessionReport[] }).sessions;
	}

	/** Forgets jobs, files and requests. */
	async reset(): Promise<void> {
		await this.control('POST', 'reset');
	}

	async set(settings: { jobSeconds: number }): Promise<void> {
		await this.control('PATCH', 'settings', JSON.stringify(settings));
	}

	private async control(method: string, name: string, body?: string): Promise<void> {
		const response = await fetch(`${this.url}/_sandbox/${name}`, { method, body });
		if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${name}`);
	}
}

/** Starts the sandbox as a process of its own, which ends with this one. */
export async function startSandboxProcess(): Promise<SandboxControls> {
	const cli = join(__dirname, '..', 'sandbox', 'cli.ts');
	const child = spawn(
		process.execPath,
		['--import', 'tsx', cli, '--port', '0', '--key', SANDBOX_KEY],
		{
			stdio: ['ignore', 'pipe', 'inherit'],
		},
	);
	const exit = once(child, 'exit');
	onProcessEnd(async () => {
		child.kill();
		await exit;
	});
	const failed = exit.then(() => {
		throw new Error('The sandbox did not start');
	});
	const [text] = (await Promise.race([once(child.stdout, 'data'), failed])) as [Buffer];
	const url = /on (http:\S+)/.exec(String(text))?.[1];
	if (url === undefined) throw new Error(`The sandbox does not say where it is: ${String(text)}`);
	return new SandboxControls(url);
}
