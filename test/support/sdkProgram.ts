import { dirname, join } from 'node:path';
import ts from 'typescript';

const declarations = join(
	dirname(require.resolve('@gladiaio/sdk/package.json')),
	'dist/index.d.ts',
);

/**
 * The declarations of the installed SDK alone: without the types of other packages and with the
 * smallest library that knows lists, they are read in a tenth of the time.
 */
const program = ts.createProgram([declarations], {
	module: ts.ModuleKind.ESNext,
	moduleResolution: ts.ModuleResolutionKind.Bundler,
	strict: true,
	skipLibCheck: true,
	types: [],
	lib: ['lib.es5.d.ts'],
});

export const checker = program.getTypeChecker();

/** A type that the SDK exports, by its name. */
export function sdkType(name: string): ts.Type {
	const source = program.getSourceFile(declarations);
	const module = source && checker.getSymbolAtLocation(source);
	const symbol =
		module && checker.getExportsOfModule(module).find((exported) => exported.name === name);
	if (symbol === undefined) throw new Error(`The SDK has no type ${name}`);
	const declared = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
	return checker.getDeclaredTypeOfSymbol(declared);
}
