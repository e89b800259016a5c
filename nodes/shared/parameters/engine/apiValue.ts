import type { INodeProperties } from 'n8n-workflow';
import { dataIn } from '../../json/values';
import type { ApiParameter } from './definition';

/**
 * The value to send for a parameter, or undefined when there is nothing to send.
 *
 * Expressions and AI agents return texts where the API expects numbers, booleans or lists; a text that
 * cannot be converted is kept, so that the validation can name it.
 */
export function toApiValue(parameter: ApiParameter, value: unknown): unknown {
	const apiValue = parameter.toApi ? parameter.toApi(value) : readAs(parameter.field, value);
	return isFilled(apiValue) ? apiValue : undefined;
}

/** False for what stands for "not set": undefined, null, and an empty text, list or object. */
export function isFilled(value: unknown): boolean {
	if (value === undefined || value === null) return false;
	if (typeof value === 'string') return value.trim() !== '';
	if (typeof value === 'object') return Object.keys(value).length > 0;
	return true;
}

/** A list of texts from nested lists or a JSON list; a single text is a list of one. */
export function toTexts(value: unknown): string[] {
	return flatten(value)
		.map((entry) => String(entry).trim())
		.filter((text) => text !== '');
}

/** Like {@link toTexts}, but also split at commas and line breaks: `de, fr` is two codes. */
export function toCodes(value: unknown): string[] {
	return toTexts(toTexts(value).map((text) => text.split(/[,\n]/)));
}

/** The entries of a list, of a list in a list, or of a list written as JSON, without gaps. */
export function flatten(value: unknown): unknown[] {
	const parsed = typeof value === 'string' && value.trim().startsWith('[') ? dataIn(value) : value;
	if (Array.isArray(parsed)) return parsed.flatMap(flatten);
	return isFilled(parsed) ? [parsed] : [];
}

function readAs(field: INodeProperties, value: unknown): unknown {
	if (field.type === 'multiOptions') return toCodes(value);
	if (field.typeOptions?.multipleValues) return toTexts(value);
	if (!isFilled(value)) return undefined;
	if (field.type === 'number') return readNumber(value);
	if (field.type === 'boolean') return readBoolean(value);
	return typeof value === 'object' ? value : String(value).trim();
}

function readNumber(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	const number = Number(value);
	return Number.isNaN(number) ? value : number;
}

function readBoolean(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	return { true: true, false: false }[value.trim().toLowerCase()] ?? value;
}
