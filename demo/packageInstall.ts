import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runCommand } from './commandRun';

const PROJECT_FOLDER = resolve(__dirname, '..');

/** Packs the built package into `folder` as it would be published; returns the tarball's path. */
export async function packPackage(folder: string): Promise<string> {
	const fileName = await runCommand(
		'npm',
		['pack', '--silent', '--ignore-scripts', '--pack-destination', folder],
		{ cwd: PROJECT_FOLDER },
	);
	return join(folder, fileName.trim());
}

/** Unpacks a tarball of npm into `folder`, which is made for it. */
export async function unpackPackage(tarball: string, folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	await runCommand('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], { cwd: folder });
}

/**
 * Installs the packed package into an n8n user folder with the steps of n8n's own installer
 * (community-packages.service, downloadPackage): unpack, drop all but the runtime dependencies,
 * let npm install those, enter the package into the ledger. Offline, because there are none.
 */
export async function installPackage(tarball: string, userFolder: string): Promise<void> {
	const nodesFolder = join(userFolder, '.n8n', 'nodes');
	const packageFolder = join(nodesFolder, 'node_modules', 'n8n-nodes-gladia-speech');
	await unpackPackage(tarball, packageFolder);

	const manifestFile = join(packageFolder, 'package.json');
	const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as Record<string, unknown>;
	for (const kind of ['devDependencies', 'peerDependencies', 'optionalDependencies']) {
		delete manifest[kind];
	}
	await writeFile(manifestFile, JSON.stringify(manifest, null, 2));
	await runCommand(
		'npm',
		[
			'install',
			'--offline',
			'--audit=false',
			'--fund=false',
			'--bin-links=false',
			'--install-strategy=shallow',
			'--ignore-scripts=true',
			'--package-lock=false',
		],
		{ cwd: packageFolder },
	);

	const ledger = {
		name: 'installed-nodes',
		private: true,
		dependencies: { 'n8n-nodes-gladia-speech': manifest.version },
	};
	await writeFile(join(nodesFolder, 'package.json'), JSON.stringify(ledger, null, 2));
}
