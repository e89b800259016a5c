import type { IDataObject, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import { itemError } from '../../api/errors';
import { dataIn, isRecord } from '../../json/values';
import { isFilled } from './apiValue';
import { readPath } from './bodyPath';
import type { ValidationIssue } from './definition';

const LABEL = "'Additional Fields (JSON)'";

/** Name of the collection that holds the field in the forms of both APIs. */
const COLLECTION = 'transcriptionOptions';

/** Fields of the request that the form does not offer, such as those newer than this package. */
export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields (JSON)',
	name: 'additionalFields',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "split_words": true }',
	description:
		'A JSON object with fields of the API that this form does not offer. Gladia rejects unknown fields.',
	hint: 'Merged into the request last, so these values override those of the form',
};

/** Fields that the node relies on, and where the form sets them. */
const OWN_FIELDS: Record<string, string> = {
	audio_url: "'Audio Source'",
	bit_depth: "the format of the audio ('Bit Depth')",
	callback: "'Callback'",
	callback_url: "'Callback'",
	'callback_config.method': "'Method' in 'Callback Options'",
	'callback_config.url': "'Callback URL'",
	channels: "the format of the audio ('Channels')",
	encoding: "the format of the audio ('Encoding')",
	sample_rate: "the format of the audio ('Sample Rate')",
};

/**
 * The request with the fields that the user has added as JSON: objects are merged, anything else is
 * replaced. Fields that the node itself relies on (the audio, its format, the callback) are refused.
 *
 * @param body the request as the form makes it; it is left as it is
 * @throws NodeApiError for anything but a JSON object, and for a field that belongs to the form
 */
export function withAdditionalFields(
	context: IExecuteSingleFunctions,
	body: IDataObject,
): IDataObject {
	const fields = readFields(context);
	const issue = findIssue(fields);
	if (issue === undefined) return isRecord(fields) ? merged(body, fields) : body;
	throw itemError(context, issue.message, { description: issue.description });
}

/** The dotted paths of the fields that were added. */
export function additionalFieldNames(context: IExecuteSingleFunctions): string[] {
	const fields = readFields(context);
	return isRecord(fields) ? pathsOf(fields) : [];
}

function readFields(context: IExecuteSingleFunctions): unknown {
	const value: unknown = context.getNodeParameter(`${COLLECTION}.${additionalFields.name}`, '');
	return isFilled(value) ? dataIn(value) : undefined;
}

function findIssue(fields: unknown): ValidationIssue | undefined {
	if (fields === undefined) return undefined;
	if (!isRecord(fields)) {
		return {
			message: `${LABEL} is ${typeof fields === 'string' ? 'not valid JSON' : 'JSON, but not an object'}`,
			description: 'Enter an object such as { "split_words": true }',
		};
	}
	const taken = takenField(fields);
	if (taken === undefined) return undefined;
	return {
		message: `${LABEL} sets '${taken}', which the form sets`,
		description: `Remove '${taken}' there, and use ${OWN_FIELDS[taken] ?? "'Callback'"} instead`,
	};
}

function takenField(fields: Record<string, unknown>): string | undefined {
	const own = Object.keys(OWN_FIELDS).find((path) => readPath(fields, path) !== undefined);
	const { callback_config: config } = fields;
	return own ?? (config !== undefined && !isRecord(config) ? 'callback_config' : undefined);
}

function merged(base: IDataObject, added: Record<string, unknown>): IDataObject {
	const entries = new Map<string, unknown>(Object.entries(base));
	for (const [key, value] of Object.entries(added)) {
		const present = entries.get(key);
		const both = isRecord(value) && isRecord(present);
		entries.set(key, both ? merged(present, value) : value);
	}
	return Object.fromEntries(entries) as IDataObject;
}

function pathsOf(fields: Record<string, unknown>): string[] {
	return Object.entries(fields).flatMap(([key, value]) =>
		isRecord(value) && isFilled(value) ? pathsOf(value).map((path) => `${key}.${path}`) : [key],
	);
}
