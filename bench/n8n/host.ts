import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { installN8n } from '../../demo/n8nInstall';
import type { N8nProcess } from '../../demo/n8nProcess';
import { startN8n } from '../../demo/n8nProcess';
import { N8nRest } from '../../demo/n8nRest';
import { packPackage } from '../../demo/packageInstall';
import { newWebhookSecret } from '../../sandbox/delivery/webhookSignature';
import type { SandboxControls } from '../sandboxProcess';
import { SANDBOX_KEY } from '../sandboxProcess';

/** The kernel counts processor time in hundredths of a second, whatever the machine. */
const TICKS_PER_SECOND = 100;
const REPORT_TIMEOUT_MS = 30_000;
const LOOK_EVERY_MS = 100;

const ended = ['canceled', 'crashed', 'error', 'success'];

/** The real n8n with the built package and a credential for the sandbox. */
export class N8nHost {
	private constructor(
		readonly n8n: N8nProcess,
		readonly rest: N8nRest,
		readonly credential: { id: string; name: string },
		/** Signs webhooks for the credential. */
		readonly webhookSecret: string,
	) {}

	/**
	 * @param folder for the packed package
	 * @param settings environment variables of n8n
	 */
	static async start(
		sandbox: SandboxControls,
		folder: string,
		settings: Record<string, string> = {},
	): Promise<N8nHost> {
		const installation = await installN8n();
		const tarball = await packPackage(folder);
		const report = pathToFileURL(join(__dirname, 'memoryReport.ts')).href;
		const env = { ...settings, NODE_OPTIONS: `--expose-gc --import=${report}` };
		const n8n = await startN8n({ installation, tarball, env });
		const rest = new N8nRest(n8n.url);
		const password = `Aa1${randomBytes(12).toString('hex')}`;
		await rest.setUpOwner({ email: 'b@example.com', firstName: 'B', lastName: 'B', password });
		const name = 'Sandbox';
		const webhookSecret = newWebhookSecret();
		const data = { apiKey: SANDBOX_KEY, baseUrl: sandbox.url, webhookSecret };
		const id = await rest.createCredential({ name, type: 'gladiaApi', data });
		return new N8nHost(n8n, rest, { id, name }, webhookSecret);
	}

	/** Processor time that n8n has used so far, in seconds; NaN where there is no /proc. */
	cpuSeconds(): number {
		if (process.platform !== 'linux') return NaN;
		const stat = readFileSync(`/proc/${this.n8n.pid}/stat`, 'utf8');
		// The name in parentheses may hold blanks; after it come the state and the other numbers.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		const [userTicks, systemTicks] = [fields[11], fields[12]];
		return (Number(userTicks) + Number(systemTicks)) / TICKS_PER_SECOND;
	}

	/** What n8n holds once its garbage is gone, in bytes. */
	async memory(): Promise<{ rss: number; heapUsed: number }> {
		const file = join(this.n8n.userFolder, 'memory.json');
		await rm(file, { force: true });
		process.kill(this.n8n.pid, 'SIGUSR2');
		for (const deadline = Date.now() + REPORT_TIMEOUT_MS; Date.now() < deadline;) {
			await sleep(LOOK_EVERY_MS);
			const text = await readFile(file, 'utf8').catch(() => '');
			if (text !== '') return JSON.parse(text) as { rss: number; heapUsed: number };
		}
		throw new Error('n8n did not report its memory');
	}

	/** Waits until so many executions of a workflow have ended, in whatever way. */
	async untilEnded(workflowId: string, count: number, timeoutMs: number): Promise<void> {
		await this.until(workflowId, ended, count, timeoutMs);
	}

	/** Waits until so many executions of a workflow have been put aside. */
	async untilParked(workflowId: string, count: number, timeoutMs: number): Promise<void> {
		await this.until(workflowId, ['waiting'], count, timeoutMs);
	}

	private async until(workflowId: string, status: string[], count: number, timeoutMs: number) {
		for (const deadline = Date.now() + timeoutMs; ; await sleep(LOOK_EVERY_MS)) {
			const there = await this.count({ workflowId, status });
			if (there >= count) return;
			if (Date.now() > deadline) {
				throw new Error(`${there} of ${count} executions are ${status.join(', ')}`);
			}
		}
	}

	private async count(filter: { workflowId: string; status: string[] }): Promise<number> {
		const query = `limit=1&filter=${encodeURIComponent(JSON.stringify(filter))}`;
		const response = await fetch(`${this.rest.url}/rest/executions?${query}`, {
			headers: { cookie: `n8n-auth=${this.rest.authCookie}` },
		});
		if (!response.ok) throw new Error(`n8n answered ${response.status} to a count`);
		return ((await response.json()) as { data: { count: number } }).data.count;
	}
}
