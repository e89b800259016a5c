import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onProcessEnd } from '../demo/cleanUp';
import type { JobLimits } from '../sandbox/jobs/jobLife';
import type { LiveSessionReport } from '../sandbox/live/liveSessions';
import type { Delivery, Job, RecordedRequest } from '../sandbox/sandbox';

export const SANDBOX_KEY = 'bench-key';

const PAID_PLAN = { concurrentJobs: 25, queuedJobs: 300 };

/** A sandbox in another process, steered over HTTP. */
export class SandboxControls {
	constructor(readonly url: string) {}

	/** What was received since the last reset, oldest first. */
	async requests(): Promise<RecordedRequest[]> {
		return (await this.read<{ requests: RecordedRequest[] }>('requests')).requests;
	}

	/** All jobs, newest first. */
	async jobs(): Promise<Job[]> {
		return (await this.read<{ jobs: Job[] }>('jobs')).jobs;
	}

	/** Callbacks and webhooks since the last reset, oldest first. */
	async deliveries(): Promise<Delivery[]> {
		return (await this.read<{ deliveries: Delivery[] }>('deliveries')).deliveries;
	}

	/** The live sessions since the last reset, oldest first. */
	async liveSessions(): Promise<LiveSessionReport[]> {
		return (await this.read<{ sessions: LiveSessionReport[] }>('live')).sessions;
	}

	/** Forgets jobs, files, requests and deliveries, and has the limits of a paid plan again. */
	async reset(): Promise<void> {
		await this.control('POST', 'reset');
		await this.set(PAID_PLAN);
	}

	async set(settings: Partial<JobLimits>): Promise<void> {
		await this.control('PATCH', 'settings', settings);
	}

	/** Starts a job without a callback. */
	async startJob(audio_url: string): Promise<void> {
		const response = await fetch(`${this.url}/v2/pre-recorded`, {
			method: 'POST',
			headers: { 'x-gladia-key': SANDBOX_KEY, 'content-type': 'application/json' },
			body: JSON.stringify({ audio_url }),
		});
		if (!response.ok) throw new Error(`Status ${response.status}: ${await response.text()}`);
	}

	private async read<Answer>(name: string): Promise<Answer> {
		const response = await fetch(`${this.url}/_sandbox/${name}`);
		return (await response.json()) as Answer;
	}

	private async control(method: string, name: string, body?: object): Promise<void> {
		const init = { method, ...(body && { body: JSON.stringify(body) }) };
		const response = await fetch(`${this.url}/_sandbox/${name}`, init);
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
