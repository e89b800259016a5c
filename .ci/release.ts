import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Manifest } from './releaseChecks';
import { releaseProblems } from './releaseChecks';

const HELP = `npm run release               checks everything, then tags the version and pushes the tag
npm run release -- --dry-run  checks everything and changes nothing

The tag makes .github/workflows/publish.yml test the package again and publish it to npm.`;

const git = (...parameters: string[]): string =>
	execFileSync('git', parameters, { encoding: 'utf8' });

/** Runs a command with its output in sight; returns whether it succeeded. */
function passes(title: string, command: string, parameters: string[]): boolean {
	console.log(`\n=== ${title} ===`);
	return spawnSync(command, parameters, { stdio: 'inherit' }).status === 0;
}

/** All that must be right before a version may leave the house; prints what is not. */
function isReady(manifest: Manifest, dryRun: boolean): boolean {
	const problems = releaseProblems({
		manifest,
		changelog: readFileSync('CHANGELOG.md', 'utf8'),
		tags: git('tag', '--list').split('\n'),
		changes: git('status', '--porcelain'),
	});
	for (const problem of problems) console.error(`✗ ${problem}`);
	// A dry run looks at everything, so that one run tells all there is to do.
	if (problems.length > 0 && !dryRun) return false;
	const tested = passes('npm test', 'npm', ['test']);
	const accepted =
		tested && passes("n8n's scanner on npm pack", 'npm', ['run', '--silent', 'scan']);
	return problems.length === 0 && tested && accepted;
}

function main(): void {
	const { values } = parseArgs({
		options: { 'dry-run': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
	});
	if (values.help) return console.log(HELP);
	const dryRun = values['dry-run'] ?? false;
	const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
	const { name, version } = manifest;
	if (!isReady(manifest, dryRun)) {
		console.error(`\n${name} ${version} cannot be released yet.`);
		process.exitCode = 1;
		return;
	}
	if (dryRun) return console.log(`\n${name} ${version} is ready; nothing was changed.`);
	git('tag', '--annotate', '--message', `${name} ${version}`, version);
	git('push', 'origin', version);
	console.log(`\nTag ${version} pushed: the workflow "Publish" takes it from here.`);
}

main();
