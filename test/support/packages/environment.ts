import type { Context } from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';
import { packageLoader } from './packageLoader';

/**
 * Where unit and engine tests run: one environment of Jest's for all test files of a worker process,
 * instead of one per file.
 *
 * Why: n8n's engine consists of 1,800 modules, which take a second to load. By file, that was half of
 * the time of all tests. Here the packages listed in jest.config.js are loaded once per process, in the
 * realm of the tests, so that `instanceof` and the clock of the tests hold for them.
 *
 * How: the transform `standIn.js` puts a line in place of each file of these packages that a test
 * imports, and this line asks `packageLoader.ts`. Everything else is loaded by Jest, anew for each file:
 * tests, nodes, sandbox and all other packages. What a file leaves on the globals is put back after it.
 * What it changes inside of the shared packages (n8n's `Container`) stays, so a test undoes that itself;
 * spies are undone here.
 */
class SharedEnvironment extends TestEnvironment {
	private readonly globals: Record<PropertyKey, PropertyDescriptor>;

	constructor(...args: ConstructorParameters<typeof TestEnvironment>) {
		super(...args);
		const load = packageLoader(this.getVmContext() as Context);
		Object.defineProperty(this.global, 'loadPackage', {
			value: (file: string): unknown => this.keepingGlobals(() => load(file)),
		});
		this.globals = Object.getOwnPropertyDescriptors(this.global);
	}

	/** Called after each test file. */
	override async teardown(): Promise<void> {
		const isClockFaked = this.global.setTimeout !== setTimeout;
		this.moduleMocker?.restoreAllMocks();
		for (const name of Reflect.ownKeys(this.global)) {
			if (!Object.hasOwn(this.globals, name)) this.removeGlobal(name);
		}
		Object.defineProperties(this.global, this.globals);
		this.forgetRemovedGlobals();
		if (isClockFaked) throw new Error('The test file left fake timers installed.');
	}

	/** Globals that a package brings (a registry of its own) stay, because it is not loaded again. */
	private keepingGlobals<T>(load: () => T): T {
		const before = new Set(Reflect.ownKeys(this.global));
		const loaded = load();
		for (const name of Reflect.ownKeys(this.global)) {
			if (before.has(name)) continue;
			const added = Object.getOwnPropertyDescriptor(this.global, name);
			if (added?.configurable) this.globals[name] = added;
			else this.removeGlobal(name);
		}
		return loaded;
	}

	/**
	 * One cannot be deleted, only emptied: undici's global dispatcher. It runs by the clock of the test
	 * file that made it, so the next file needs one of its own; undici makes it where there is none.
	 */
	private removeGlobal(name: PropertyKey): void {
		if (!Reflect.deleteProperty(this.global, name)) Reflect.set(this.global, name, undefined);
	}

	/** Jest's environment notes them for its own end, and would hold all that they refer to until then. */
	private forgetRemovedGlobals(): void {
		const { leftovers } = Reflect.get(this, '_globalProxy') as { leftovers: unknown[] };
		leftovers.length = 0;
	}
}

let shared: SharedEnvironment | undefined;

/** What Jest constructs for each test file. */
export default function EnvironmentOfWorker(
	...args: ConstructorParameters<typeof TestEnvironment>
): SharedEnvironment {
	return (shared ??= new SharedEnvironment(...args));
}
