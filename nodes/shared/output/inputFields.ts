import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isRecord, valueAt } from '../json/values';
import { listIn } from './parameterSource';

/** Which fields of the input item come along. */
export const inputFieldsField: INodeProperties = {
	displayName: 'Include Input Fields',
	name: 'includeInputFields',
	type: 'string',
	requiresDataPath: 'multiple',
	default: '',
	placeholder: 'e.g. title, customer.email',
	description:
		'Fields of the input item to take along, separated by commas. A field that the input item lacks is empty. One with the name of a field of the result comes as <code>input_</code> and its name, for example <code>input_id</code>.',
};

/** The paths of the fields to take along, from the collection that holds the field. */
export function readInputFields(options: Record<string, unknown>): string[] {
	return [...new Set(listIn(options.includeInputFields))];
}

/**
 * The data of an item with fields of the input item after its own. A path with dots keeps its shape, so
 * that `{{ $json.customer.email }}` reads the same before and after the node; what the input lacks is
 * null. A field of the item is never replaced: the input's is then named `input_…`.
 *
 * @param paths names of fields, or paths such as `customer.email`
 */
export function withInputFields(
	json: IDataObject,
	input: IDataObject,
	paths: string[],
): IDataObject {
	if (paths.length === 0) return json;
	const taken: IDataObject = {};
	for (const path of paths) {
		// A name may have dots itself.
		const isName = Object.hasOwn(input, path);
		const steps = isName ? [path] : path.split(/[.[\]]+/).filter((step) => step !== '');
		const value = isName ? input[path] : valueAt(input, path);
		put(taken, steps, value ?? null);
	}
	const named = Object.entries(taken).map(([name, value]) => {
		let free = name;
		const isTaken = () =>
			Object.hasOwn(json, free) || (free !== name && Object.hasOwn(taken, free));
		while (isTaken()) free = `input_${free}`;
		return [free, value];
	});
	return { ...json, ...(Object.fromEntries(named) as IDataObject) };
}

function put(target: IDataObject, [step, ...steps]: string[], value: unknown): void {
	if (step === undefined) return;
	const inner = Object.hasOwn(target, step) ? target[step] : undefined;
	const next = steps.length === 0 ? value : isRecord(inner) ? { ...inner } : {};
	// Not an assignment: a field named __proto__ would change the object itself.
	Object.defineProperty(target, step, {
		value: next,
		writable: true,
		enumerable: true,
		configurable: true,
	});
	if (isRecord(next)) put(next, steps, value);
}
