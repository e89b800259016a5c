import { readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import type { Context } from 'node:vm';
import { compileFunction } from 'node:vm';
import { ResolverFactory } from 'unrs-resolver';

interface Module {
	id: string;
	filename: string;
	loaded: boolean;
	exports: unknown;
}

const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];

/** As Jest resolves: Node's own way would prefer ES modules where a package has both. */
const resolver = new ResolverFactory({
	conditionNames: ['require', 'node', 'default'],
	extensions: ['.js', '.json', '.node'],
	mainFields: ['main'],
});

/**
 * A CommonJS loader for packages that outlives Jest's own, which ends with each test file, and with it
 * whatever a package would require later.
 *
 * @param context the realm whose globals and built-in classes the packages see
 * @returns gives the exports of a file, by its absolute path
 */
export function packageLoader(context: Context): (file: string) => unknown {
	const modules = new Map<string, Module>();

	function load(file: string): unknown {
		const known = modules.get(file);
		if (known) return known.exports;
		const module: Module = { id: file, filename: file, loaded: false, exports: {} };
		modules.set(file, module);
		try {
			evaluate(module);
		} catch (error) {
			modules.delete(file);
			throw error;
		}
		module.loaded = true;
		return module.exports;
	}

	function evaluate(module: Module): void {
		const { filename } = module;
		const source = readFileSync(filename, 'utf8');
		if (filename.endsWith('.json')) {
			module.exports = JSON.parse(source);
			return;
		}
		const run = compileFunction(source, PARAMETERS, { filename, parsingContext: context });
		const args = [module.exports, requireFrom(filename), module, filename, dirname(filename)];
		Reflect.apply(run, module.exports, args);
	}

	function requireFrom(file: string) {
		const native = createRequire(file);
		const resolve = (name: string): string => {
			if (isBuiltin(name)) return name;
			const { path, error } = resolver.sync(dirname(file), name);
			// Packages try what is optional, and look at the code.
			if (!path) throw Object.assign(new Error(error), { code: 'MODULE_NOT_FOUND' });
			return path;
		};
		const require = (name: string): unknown => {
			const found = resolve(name);
			return isBuiltin(found) || found.endsWith('.node') ? native(found) : load(found);
		};
		return Object.assign(require, { resolve, cache: {} });
	}

	return load;
}
