import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onProcessEnd } from './cleanUp';
import type { N8nInstallation } from './n8nInstall';
import { installPackage } from './packageInstall';

const START_TIMEOUT_MS = 180_000;
const READY = ['/healthz/readiness'];
const STOP_TIMEOUT_MS = 10_000;
const KEPT_LOG_CHARACTERS = 100_000;

/** What n8n may see of our environment: settings of another n8n, or keys, must not reach it. */
const passedOn = [
	'HOME',
	'HTTP_PROXY',
	'HTTPS_PROXY',
	'LANG',
	'NODE_EXTRA_CA_CERTS',
	'NO_PROXY',
	'SSL_CERT_FILE',
	'TMPDIR',
	'TZ',
];

/** No telemetry, no update checks, no questions to the new owner, loopback only, patience. */
const quietSettings = {
	// A machine whose cores are all busy is slow, but its database is there: after n8n's own 5 s, n8n
	// would answer every call with 503.
	DB_PING_TIMEOUT_MS: '60000',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	// Fetches a list from n8n's own server when it starts.
	N8N_DISABLED_MODULES: 'mcp-registry',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_LOG_LEVEL: 'warn',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_SECURE_COOKIE: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
};

export interface N8nOptions {
	installation: N8nInstallation;
	/** Tarball of the community package, put where n8n's own installer puts it. */
	tarball: string;
	/** Further environment variables of n8n, which win over the quiet defaults. */
	env?: Record<string, string>;
	/** Which of n8n's processes; default `start`, the only one outside queue mode. */
	command?: 'start' | 'webhook' | 'worker';
	/** Where it listens; default any free port. */
	port?: number;
}

/** A running n8n with a user folder of its own, which goes when the process ends. */
export interface N8nProcess {
	url: string;
	userFolder: string;
	readonly pid: number;
	/** The last 100,000 characters that n8n wrote. */
	log(): string;
	/** Ends n8n at once without a warning, as a power cut would. */
	crash(): Promise<void>;
	/** Starts n8n after a crash, with the same data, settings and port. */
	startAgain(): Promise<void>;
	/** Ends n8n and everything it started, by force if it does not follow within 10 s. */
	stop(): Promise<void>;
}

/**
 * Starts the real n8n on a free port and resolves when its REST API answers.
 * The user folder is outside the project: from inside, the package would find the project's own
 * copy of n8n-workflow instead of n8n's.
 */
export async function startN8n(options: N8nOptions): Promise<N8nProcess> {
	const { installation, tarball, env, command = 'start' } = options;
	const userFolder = await mkdtemp(join(tmpdir(), 'n8n-gladia-'));
	await installPackage(tarball, userFolder);

	const [freePort, brokerPort] = await freePorts(2);
	const port = String(options.port ?? freePort);
	const url = `http://127.0.0.1:${port}`;
	let child: ChildProcess;
	let log = '';
	const launch = async () => {
		child = spawn(installation.node, [installation.entry, command], {
			cwd: userFolder,
			// A process group of its own, so that n8n's task runners end with it.
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: {
				...Object.fromEntries(passedOn.map((name) => [name, process.env[name]])),
				...quietSettings,
				N8N_PORT: port,
				N8N_RUNNERS_BROKER_PORT: String(brokerPort),
				N8N_USER_FOLDER: userFolder,
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: port,
				PATH: [dirname(installation.node), process.env.PATH].join(delimiter),
				...env,
			},
		});
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding('utf8').on('data', (chunk: string) => {
				log = (log + chunk).slice(-KEPT_LOG_CHARACTERS);
			});
		}
		await untilReady(command === 'start' ? [...READY, '/rest/settings'] : READY, url, child);
		// n8n goes on without a package that it cannot load.
		if (log.includes('Failed to load package')) throw new Error('n8n did not load the package.');
	};

	const endNow = () => {
		signalGroup(child, 'SIGKILL');
		rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 });
	};
	const forget = onProcessEnd(endNow);
	const stop = async () => {
		signalGroup(child, 'SIGTERM');
		await Promise.race([ended(child), sleep(STOP_TIMEOUT_MS, undefined, { ref: false })]);
		endNow();
		forget();
	};

	try {
		await launch();
	} catch (error) {
		await stop();
		throw new Error(`${String(error)}\n${log.split('\n').slice(-25).join('\n')}`);
	}
	return {
		url,
		userFolder,
		get pid() {
			return child.pid ?? 0;
		},
		log: () => log,
		async crash() {
			signalGroup(child, 'SIGKILL');
			await ended(child);
		},
		startAgain: launch,
		stop,
	};
}

/** Resolves when all paths answer: readiness does so a little before the REST routes exist. */
async function untilReady(paths: string[], url: string, child: ChildProcess): Promise<void> {
	const deadline = Date.now() + START_TIMEOUT_MS;
	while (Date.now() < deadline) {
		if (hasEnded(child)) throw new Error(`n8n ended with status ${child.exitCode} while starting.`);
		const answered = await Promise.all(paths.map(async (path) => await answers(url + path)));
		if (answered.every(Boolean)) return;
		await sleep(200);
	}
	throw new Error(`n8n was not ready after ${START_TIMEOUT_MS / 1000} s.`);
}

async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
		await response.arrayBuffer();
		return response.ok && (response.headers.get('content-type') ?? '').includes('json');
	} catch {
		return false;
	}
}

function hasEnded(child: ChildProcess): boolean {
	return child.exitCode !== null || child.signalCode !== null;
}

async function ended(child: ChildProcess): Promise<void> {
	if (hasEnded(child)) return;
	await new Promise((resolve) => child.once('exit', resolve));
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The whole group has ended already.
	}
}

/** Ports of 127.0.0.1 that are free now: all are taken before any is given back, so that they differ. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(
		Array.from({ length: count }, async () => {
			const server = createServer();
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			return server;
		}),
	);
	const ports = servers.map((server) => (server.address() as AddressInfo).port);
	await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
	return ports;
}
