const { spawn } = require('node:child_process');
const { readFile, rm, writeFile } = require('node:fs/promises');
const { dirname, join } = require('node:path');
const { dest, parallel, series, src, watch } = require('gulp');
const { name, version } = require('./package.json');

const staticFiles = {
	icons: 'icons/*.svg',
	codex: 'nodes/**/*.node.json',
};

const clean = async () => await rm('dist', { recursive: true, force: true });

/** TypeScript 7, which is written in Go; the linter needs TypeScript 5, which is a library as well. */
const compiler = join(dirname(require.resolve('typescript-native/package.json')), 'bin', 'tsc');
const compile = () => spawn(process.execPath, [compiler], { stdio: 'inherit' });

/** Puts package.json's version into the header by which the nodes introduce themselves to Gladia. */
const writeVersion = async () => {
	const file = 'dist/nodes/shared/api/clientVersion.js';
	const compiled = await readFile(file, 'utf8');
	const stamped = compiled.replace(`'${name}/development'`, () => `'${name}/${version}'`);
	if (stamped === compiled) throw new Error(`${file} has no place for the version.`);
	await writeFile(file, stamped);
};

const compileAll = series(compile, writeVersion);

/** Runs a step of the build that is written in TypeScript, on the folder of the build. */
const step = (file) => {
	const task = () =>
		spawn(process.execPath, [require.resolve('tsx/cli'), file, 'dist'], { stdio: 'inherit' });
	task.displayName = file;
	return task;
};

/** Writes the schemas that let the editor offer the nodes' fields before their first run. */
const writeSchemas = step('.ci/writeOutputSchemas.ts');

/** Makes the editor's links to the documentation lead to the pages in docs/, once they are public. */
const writeLinks = step('.ci/writeDocumentationLinks.ts');

// encoding: false, because gulp 5 would otherwise re-encode every file as UTF-8 text.
const copy = (name) => {
	const task = () => src(staticFiles[name], { base: '.', encoding: false }).pipe(dest('dist'));
	task.displayName = name;
	return task;
};

const copyAll = parallel(Object.keys(staticFiles).map(copy));

exports.build = series(clean, parallel(compileAll, writeSchemas, copyAll), writeLinks);
exports.watch = series(exports.build, () => {
	watch(
		['credentials/**/*.ts', 'nodes/**/*.ts'],
		series(parallel(compileAll, writeSchemas), writeLinks),
	);
	watch(Object.values(staticFiles), series(copyAll, writeLinks));
});
exports.default = exports.build;
