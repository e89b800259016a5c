import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { onProcessEnd } from '../../demo/cleanUp';
import { freePorts } from '../../demo/n8nProcess';

const START_TIMEOUT_MS = 60_000;
const POSTGRES_VERSIONS = '/usr/lib/postgresql';

const programs = {
	redis: find('redis-server', []),
	postgres: find('postgres', debianFolders()),
	initdb: find('initdb', debianFolders()),
	psql: find('psql', debianFolders()),
};

/** Whether this machine can play a PostgreSQL of the user's. */
export const hasPostgres = [programs.postgres, programs.initdb, programs.psql].every(Boolean);

/** What is missing for queue mode, or undefined when all is there. */
export const missingServices: string | undefined =
	[!programs.redis && 'redis-server', !(programs.postgres && programs.initdb) && 'postgresql']
		.filter(Boolean)
		.join(' and ') || undefined;

/** A server with data of its own, only on this machine; both go when the process ends. */
export interface Service {
	port: number;
	stop(): Promise<void>;
}

export async function startRedis(): Promise<Service> {
	const folder = mkdtempSync(join(tmpdir(), 'redis-gladia-'));
	const [port = 0] = await freePorts(1);
	const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', folder];
	return await startService(programs.redis, args, { folder, port, ready: 'Ready to accept' });
}

/** A PostgreSQL whose superuser `n8n` needs no password; the database is `postgres`. */
export async function startPostgres(): Promise<Service> {
	const folder = mkdtempSync(join(tmpdir(), 'postgres-gladia-'));
	const account = postgresAccount();
	if (account.uid !== undefined) chownSync(folder, account.uid, account.gid ?? 0);
	const data = join(folder, 'data');
	execFileSync(
		programs.initdb,
		['-D', data, '-U', 'n8n', '--auth=trust', '--no-sync', '-E', 'UTF8'],
		{
			...account,
			cwd: folder,
			stdio: 'ignore',
		},
	);
	const [port = 0] = await freePorts(1);
	const args = ['-D', data, '-h', '127.0.0.1', '-p', `${port}`, '-k', '', '-c', 'fsync=off'];
	const ready = 'ready to accept connections';
	return await startService(programs.postgres, args, { ...account, folder, port, ready });
}

/** The rows that a query finds in the database of `startPostgres`. */
export function queryPostgres({ port }: Service, query: string): unknown[] {
	const asJson = `SELECT coalesce(json_agg(found), '[]') FROM (${query}) AS found`;
	const address = `postgresql://n8n@127.0.0.1:${port}/postgres`;
	const args = [address, '--no-psqlrc', '--tuples-only', '--no-align', '--command', asJson];
	return JSON.parse(execFileSync(programs.psql, args, { encoding: 'utf8' })) as unknown[];
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
function postgresAccount(): Pick<SpawnOptions, 'uid' | 'gid'> {
	if (process.getuid?.() !== 0) return {};
	const numberOf = (flag: string) =>
		Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	return { uid: numberOf('-u'), gid: numberOf('-g') };
}

interface Start extends Pick<SpawnOptions, 'uid' | 'gid'> {
	folder: string;
	port: number;
	/** Part of the line that it writes when it takes connections. */
	ready: string;
}

async function startService(program: string, args: string[], start: Start): Promise<Service> {
	const { folder, port, ready, ...account } = start;
	const child = spawn(program, args, {
		...account,
		cwd: folder,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const endNow = () => {
		child.kill('SIGKILL');
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	};
	const forget = onProcessEnd(endNow);
	await untilWritten(child, ready);
	return {
		port,
		async stop() {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			// PostgreSQL ends at once with SIGINT, Redis as well.
			child.kill('SIGINT');
			await ended;
			endNow();
			forget();
		},
	};
}

async function untilWritten(child: ChildProcess, text: string): Promise<void> {
	let output = '';
	await new Promise<void>((resolve, reject) => {
		const fail = () => reject(new Error(`${child.spawnfile} did not start:\n${output}`));
		const timer = setTimeout(fail, START_TIMEOUT_MS);
		child.once('exit', fail);
		for (const stream of [child.stdout, child.stderr]) {
			stream?.on('data', (chunk: Buffer) => {
				output += chunk.toString();
				if (!output.includes(text)) return;
				clearTimeout(timer);
				child.off('exit', fail);
				resolve();
			});
		}
	});
}

/** Debian keeps PostgreSQL's programs off the PATH, by version. */
function debianFolders(): string[] {
	if (!existsSync(POSTGRES_VERSIONS)) return [];
	return readdirSync(POSTGRES_VERSIONS).map((version) => join(POSTGRES_VERSIONS, version, 'bin'));
}

function find(program: string, folders: string[]): string {
	const all = [...folders, ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
	return all.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? '';
}
