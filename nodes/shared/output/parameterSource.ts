import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { unknownValue } from '../fields/unknownValue';
import { isRecord, numberOrNull } from '../json/values';

/** Where parameters come from, so that every kind of node can offer the output choice. */
export interface ParameterSource {
	/** For error messages. */
	node: INode;
	itemIndex: number;
	read: (name: string) => unknown;
}

/** The values of a collection; none when it is empty or not set. */
export function readCollection(source: ParameterSource, name: string): Record<string, unknown> {
	const value = source.read(name);
	return isRecord(value) ? value : {};
}

/**
 * A list from a multiple choice, or from an expression that gives comma-separated text.
 * @throws NodeOperationError when it is empty
 */
export function readList(source: ParameterSource, name: string, label: string): string[] {
	const list = listIn(source.read(name));
	if (list.length > 0) return list;
	throw parameterError(source, {
		message: `'${label}' is empty`,
		description: `Fill in '${label}', or choose another 'Output'`,
	});
}

/** A list, or comma-separated text, without empty entries; empty when it is not set. */
export function listIn(value: unknown): string[] {
	return (Array.isArray(value) ? value : String(value ?? '').split(','))
		.map((entry) => String(entry).trim())
		.filter((entry) => entry !== '');
}

/**
 * A value of a list field.
 * @param offered table of the values that can be chosen
 * @throws NodeOperationError when an expression gives another one
 */
export function readKey(
	source: ParameterSource,
	name: string,
	label: string,
	offered: object,
): string {
	const value = String(source.read(name));
	requireKey(source, label, value, offered);
	return value;
}

/** @throws NodeOperationError when the value is not a key of the table */
export function requireKey(
	source: ParameterSource,
	label: string,
	value: string,
	offered: object,
): void {
	if (Object.hasOwn(offered, value)) return;
	throw parameterError(source, unknownValue(label, value, Object.keys(offered)));
}

/** A number within bounds, or the fallback for anything that is not a number. */
export function bounded(value: unknown, fallback: number, bounds: readonly number[]): number {
	const [least = -Infinity, most = Infinity] = bounds;
	return Math.min(most, Math.max(least, numberOrNull(value) ?? fallback));
}

/** An error about a parameter, with the item it belongs to. */
export function parameterError(
	{ node, itemIndex }: ParameterSource,
	{ message, description }: { message: string; description: string },
): NodeOperationError {
	return new NodeOperationError(node, message, { description, itemIndex });
}
