import { dirname, join } from 'node:path';
import ts from 'typescript';

const entry = require.resolve('@gladiaio/sdk');

/** The declarations of the installed SDK, read by the TypeScript compiler. */
export class SdkTypes {
	private readonly checker: ts.TypeChecker;
	private readonly source: ts.SourceFile;

	constructor(version: 'prerecorded' | 'live') {
		const file = join(dirname(entry), 'v2', version, 'generated-types.d.cts');
		// Without `types: []`, the types of every installed package would be read too.
		const options = { strict: true, types: [], lib: ['lib.es2022.d.ts'] };
		const program = ts.createProgram([file], options);
		const source = program.getSourceFile(file);
		if (!source) throw new Error(`The SDK has no ${file}`);
		this.source = source;
		this.checker = program.getTypeChecker();
	}

	/** Property names of an interface. */
	keys(name: string): string[] {
		return this.checker.getPropertiesOfType(this.type(name)).map((property) => property.name);
	}

	/** The members of a union of string literals. */
	literals(name: string): string[] {
		const type = this.type(name);
		const members = type.isUnion() ? type.types : [type];
		return members.flatMap((member) => (member.isStringLiteral() ? [member.value] : []));
	}

	/** Where a value differs from a type: unknown and missing keys, wrong types. */
	mismatches(value: unknown, name: string): string[] {
		return this.compare(value, this.type(name), name);
	}

	private type(name: string): ts.Type {
		const declaration = this.source.statements.find(
			(statement): statement is ts.InterfaceDeclaration | ts.TypeAliasDeclaration =>
				(ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) &&
				statement.name.text === name,
		);
		if (!declaration) throw new Error(`The SDK declares no ${name}`);
		return this.checker.getTypeAtLocation(declaration.name);
	}

	private compare(value: unknown, type: ts.Type, path: string): string[] {
		if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.NonPrimitive)) return [];
		if (type.isUnion()) {
			const attempts = type.types.map((member) => this.compare(value, member, path));
			return attempts.reduce((a, b) => (closer(b, a) ? b : a));
		}
		if (!(type.flags & ts.TypeFlags.Object)) {
			const wanted = this.checker.typeToString(type).replaceAll('"', '');
			return wanted === typeof value || wanted === String(value) ? [] : [`${path}: not ${wanted}`];
		}
		if (this.checker.isArrayType(type)) {
			const [element] = this.checker.getTypeArguments(type as ts.TypeReference);
			if (!Array.isArray(value) || !element) return [`${path}: no array`];
			return value.flatMap((entry, index) => this.compare(entry, element, `${path}.${index}`));
		}
		if (typeof value !== 'object' || value === null) return [`${path}: no object`];
		return this.compareObject(value, type, path);
	}

	private compareObject(value: object, type: ts.Type, path: string): string[] {
		const index = this.checker.getIndexInfoOfType(type, ts.IndexKind.String)?.type;
		const properties = this.checker.getPropertiesOfType(type);
		const missing = properties
			.filter(
				({ name, flags }) =>
					!(flags & ts.SymbolFlags.Optional) && !Object.keys(value).includes(name),
			)
			.map(({ name }) => `${path}.${name}: missing`);
		const wrong = Object.entries(value).flatMap(([key, entry]) => {
			const property = properties.find(({ name }) => name === key);
			const wanted = property ? this.checker.getTypeOfSymbol(property) : index;
			return wanted ? this.compare(entry, wanted, `${path}.${key}`) : [`${path}.${key}: unknown`];
		});
		return [...missing, ...wrong];
	}
}

/** Fewer mismatches; among equals the deeper ones, which say more than "not null". */
function closer(a: string[], b: string[]): boolean {
	if (a.length === 0 || b.length === 0) return a.length < b.length;
	return (a[0]?.split('.').length ?? 0) > (b[0]?.split('.').length ?? 0);
}
