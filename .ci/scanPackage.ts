import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { packPackage, unpackPackage } from '../demo/packageInstall';

const SCANNER = '@n8n/scan-community-package/scanner/scanner.mjs';

/** What is used of n8n's scanner, which has no types of its own. */
interface Scanner {
	/** Patterns of the files that are checked in the repository a package was built from. */
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage: (
		folder: string,
		patterns: string[],
	) => Promise<{ passed: boolean; message?: string; details?: string }>;
}

/**
 * Checks the built package with the rules that n8n applies to a published one
 * (`npx @n8n/scan-community-package`): the sources, and the tarball that `npm pack` makes. What it can
 * only check after publishing is left out: the provenance and the public repository.
 *
 * @returns one complaint per line, `path: rule`; empty when n8n would accept the package
 * @throws Error when there is no build to pack, or the scanner itself fails
 */
async function complaints(): Promise<string[]> {
	const { analyzePackage, SOURCE_FILE_PATTERNS } = (await import(SCANNER)) as Scanner;
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-gladia-speech-scan-'));
	try {
		const packed = join(folder, 'package');
		await unpackPackage(await packPackage(folder), packed);
		const sources = resolve(__dirname, '..');
		const scans = [
			{ name: 'sources', result: await analyzePackage(sources, SOURCE_FILE_PATTERNS) },
			{ name: 'tarball', result: await analyzePackage(packed, ['**/*.js', 'package.json']) },
		];
		return scans.flatMap(({ name, result: { passed, message, details } }) => {
			if (passed) return [];
			if (details === undefined) throw new Error(message);
			return errorLines(details).map((line) => `${name}: ${line}`);
		});
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** The errors in a report of ESLint (stylish), without warnings, headings and the sum. */
function errorLines(report: string): string[] {
	return report
		.split('\n')
		.filter((line) => /^\s+\d+:\d+\s+error\s/.test(line))
		.map((line) => line.trim().replace(/\s{2,}/g, '  '));
}

async function main(): Promise<void> {
	const lines = await complaints();
	if (lines.length === 0) return console.log("n8n's scanner accepts the package.");
	console.log(lines.join('\n'));
	process.exitCode = 1;
}

void main();
