import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runCommand } from './commandRun';
import { packPackage } from './packageInstall';
import { withProgress } from './progress';

const PROJECT_FOLDER = resolve(__dirname, '..');
const PACKAGE_FOLDER = join(PROJECT_FOLDER, '.demo', 'package');
const STAMP_FILE = join(PACKAGE_FOLDER, 'built-from.json');

/** What the build reads, files and folders. */
const sources = [
	'.ci',
	'credentials',
	'gulpfile.js',
	'icons',
	'nodes',
	'package-lock.json',
	'package.json',
	'tsconfig.json',
];

/** Which sources a tarball was made of. */
interface Stamp {
	sources: string;
	tarball: string;
}

/**
 * Builds and packs the package, and returns the tarball's path. What was packed before is taken again
 * while no source has changed.
 */
export async function builtPackage(): Promise<string> {
	const hash = await sourcesHash();
	const packed = await readStamp();
	if (packed?.sources === hash) return packed.tarball;

	await rm(PACKAGE_FOLDER, { recursive: true, force: true });
	await mkdir(PACKAGE_FOLDER, { recursive: true });
	return await withProgress('Building the package', async () => {
		await runCommand('npm', ['run', 'build'], { cwd: PROJECT_FOLDER });
		const tarball = await packPackage(PACKAGE_FOLDER);
		// Written last: an interrupted build is repeated.
		await writeFile(STAMP_FILE, JSON.stringify({ sources: hash, tarball }));
		return tarball;
	});
}

async function readStamp(): Promise<Stamp | undefined> {
	const text = await readFile(STAMP_FILE, 'utf8').catch(() => undefined);
	return text === undefined ? undefined : (JSON.parse(text) as Stamp);
}

async function sourcesHash(): Promise<string> {
	const hash = createHash('sha256');
	for (const source of sources) {
		for (const file of await filesOf(source)) {
			hash.update(file).update(await readFile(join(PROJECT_FOLDER, file)));
		}
	}
	return hash.digest('hex');
}

/** The files in a folder and its subfolders, in a fixed order; a file itself. */
async function filesOf(path: string): Promise<string[]> {
	const entry = await stat(join(PROJECT_FOLDER, path));
	if (entry.isFile()) return [path];
	const names = await readdir(join(PROJECT_FOLDER, path));
	return (await Promise.all(names.sort().map((name) => filesOf(join(path, name))))).flat();
}
