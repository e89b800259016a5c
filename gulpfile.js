const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src, watch } = require('gulp');

const staticFiles = {
	icons: 'icons/*.svg',
	codex: 'nodes/**/*.node.json',
	schemas: 'nodes/**/__schema__/**/*.json',
};

const clean = async () => await rm('dist', { recursive: true, force: true });

const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });

// encoding: false, because gulp 5 would otherwise re-encode every file as UTF-8 text.
const copy = (name) => {
	const task = () => src(staticFiles[name], { base: '.', encoding: false }).pipe(dest('dist'));
	task.displayName = name;
	return task;
};

const copyAll = parallel(Object.keys(staticFiles).map(copy));

exports.build = series(clean, parallel(compile, copyAll));
exports.watch = series(exports.build, () => {
	watch(['credentials/**/*.ts', 'nodes/**/*.ts'], compile);
	watch(Object.values(staticFiles), copyAll);
});
exports.default = exports.build;
