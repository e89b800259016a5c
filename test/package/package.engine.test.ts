import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { outputSchemaFiles } from '../../.ci/outputSchemas';

const load = createRequire(__filename);

interface Manifest {
	name: string;
	version: string;
	files: string[];
	dependencies?: object;
	overrides?: object;
	peerDependencies: object;
	scripts: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const classes = [...manifest.n8n.nodes, ...manifest.n8n.credentials];

/** What `npm pack` would publish. */
const packed =
	(
		JSON.parse(
			execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
				encoding: 'utf8',
			}),
		) as Array<{ files: Array<{ path: string }> }>
	)[0]?.files.map(({ path }) => path) ?? [];

describe('the published package', () => {
	it('holds every node with its codex file, schemas and icons, and the credential', async () => {
		for (const path of classes) {
			expect(packed).toContain(path);
			const name = basename(path).split('.')[0] ?? '';
			const exported = load(resolve(path)) as Record<string, new () => unknown>;
			expect(new (exported[name] as new () => unknown)()).toBeDefined();
		}
		for (const path of manifest.n8n.nodes) {
			expect(packed).toContain(path.replace(/\.js$/, '.json'));
		}
		expect(packed).toEqual(
			expect.arrayContaining(['dist/icons/gladia.svg', 'dist/icons/gladia.dark.svg']),
		);
		for (const [path, text] of await outputSchemaFiles()) {
			expect(packed).toContain(join('dist', path));
			expect(readFileSync(join('dist', path), 'utf8')).toBe(text);
		}
	});

	it('holds nothing else: compiled code, codex, schemas, icons and the usual texts', async () => {
		const texts = ['LICENSE', 'README.md', 'package.json'];
		const schemas = [...(await outputSchemaFiles()).keys()].map((path) => join('dist', path));
		const rest = packed.filter((path) => !texts.includes(path) && !schemas.includes(path));
		for (const path of rest) {
			expect(path).toMatch(/^dist\/(nodes|credentials|icons)\//);
			expect(['.js', '.json', '.svg']).toContain(extname(path));
			// Every compiled file has its source; a left-over of an earlier build has none.
			const source = path.replace(/^dist\//, '').replace(/\.js$/, '.ts');
			expect([source, existsSync(source)]).toEqual([source, true]);
		}
	});

	it('has no requirements besides n8n itself', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.overrides).toBeUndefined();
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest.files).toEqual(['dist']);
		const lifecycle = /^(pre|post)?(install|prepare|publish|pack|prepublishOnly)$/;
		expect(Object.keys(manifest.scripts).filter((name) => lifecycle.test(name))).toEqual([]);
		for (const path of packed.filter((file) => file.endsWith('.js'))) {
			const code = readFileSync(path, 'utf8');
			const required = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name ?? '');
			const foreign = required.filter(
				(name) => !/^(\.{1,2}\/|n8n-workflow$|node:crypto$)/.test(name),
			);
			expect([path, foreign]).toEqual([path, []]);
		}
	});

	it('identifies itself to the API with its version', () => {
		const { requestDefaults } = load(
			'../../dist/nodes/shared/api/transport.js',
		) as typeof import('../../nodes/shared/api/transport');
		expect(requestDefaults.headers['x-gladia-version']).toBe(
			`${manifest.name}/${manifest.version}`,
		);
	});

	it('registers every node that there is', () => {
		const folders = readdirSync('nodes').filter((name) => name.startsWith('Gladia'));
		const registered = manifest.n8n.nodes.map((path) => basename(dirname(path)));
		expect(registered.sort()).toEqual(folders.sort());
	});
});
