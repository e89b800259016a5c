import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../json/values';

/** The value at a dotted path, or undefined. Keys of the API's bodies hold no dots. */
export function readPath(body: Record<string, unknown>, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), body);
}

/** Sets the value at a dotted path and creates the objects on the way. */
export function writePath(body: Record<string, unknown>, path: string, value: unknown): void {
	const [key = '', ...rest] = path.split('.');
	if (rest.length === 0) {
		body[key] = value;
		return;
	}
	const child = body[key];
	const target = isRecord(child) ? child : {};
	body[key] = target;
	writePath(target, rest.join('.'), value);
}

/** Removes the value at a dotted path, and with it every object that this leaves empty. */
export function removePath(body: Record<string, unknown>, path: string): void {
	const [key = '', ...rest] = path.split('.');
	const child = body[key];
	if (rest.length > 0 && isRecord(child)) removePath(child, rest.join('.'));
	if (rest.length === 0 || (isRecord(child) && Object.keys(child).length === 0)) delete body[key];
}

/** A copy whose objects can be changed; lists and other values are those of the original. */
export function copyBody(body: IDataObject): IDataObject {
	const copies = Object.entries(body).map(([key, value]) => [
		key,
		isRecord(value) ? copyBody(value) : value,
	]);
	return Object.fromEntries(copies) as IDataObject;
}
