import type {
	DisplayCondition,
	IDisplayOptions,
	IExecuteSingleFunctions,
	INodeProperties,
} from 'n8n-workflow';
import { itemError } from '../../api/errors';
import { unknownValue } from '../../fields/unknownValue';
import type { ApiParameter, Feature } from './definition';
import { label } from './definition';

const LABEL = "'Recording Type'";

/** Name of the field in the forms of both APIs. */
export const RECORDING_TYPE = 'recordingType';

/** Turns nothing on, so that workflows from before the field send what they always have. */
const CUSTOM = 'custom';

/** What Gladia recommends for a kind of recording. */
export interface RecordingType {
	/** Name in the list */
	name: string;
	description: string;
	/** What it turns on, in the words of the form; shown below the field */
	notice?: string;
	/** What it sends besides what the user has set */
	presets: Preset[];
	/** A field that the user has to fill in, and how */
	needs?: { parameter: ApiParameter; hint: string; description: string };
	/** Defaults of other fields of the node, by name, such as the output that fits */
	defaults?: Record<string, INodeProperties['default']>;
}

/** API values that give way to those of the user. */
export interface Preset {
	/** By path; each is sent unless the user has set it */
	values: Record<string, unknown>;
	/** Paths that exclude the values as a whole as soon as the user has set one of them */
	unless?: string[];
}

/** Recording types by the value of the field; `custom` is one of them. */
export type RecordingTypes = Record<string, RecordingType>;

/** The type that turns nothing on. */
export const custom: RecordingType = {
	name: 'Custom',
	description: 'Turns nothing on: you choose everything below',
	presets: [],
};

/** The field, and for each type a notice of what it turns on. */
export function recordingTypeProperties(
	types: RecordingTypes,
	show: IDisplayOptions['show'] = {},
): INodeProperties[] {
	const noticeOf = ([value, { notice = '' }]: [string, RecordingType]): INodeProperties => ({
		displayName: notice,
		name: `${value}Notice`,
		type: 'notice',
		default: '',
		displayOptions: { show, hide: hiddenExceptFor(types, [value]) },
	});
	const choosesOutput = Object.values(types).some(({ defaults }) => defaults !== undefined);
	return [
		{
			displayName: 'Recording Type',
			name: RECORDING_TYPE,
			type: 'options',
			options: Object.entries(types)
				.map(([value, { name, description }]) => ({ name, value, description }))
				.sort((one, other) => one.name.localeCompare(other.name)),
			default: CUSTOM,
			displayOptions: { show },
			description: `What kind of recording it is, for good defaults. What you set yourself wins. An expression can return ${Object.keys(types).join(', ')}${choosesOutput ? "; it leaves 'Output' as it is" : ''}.`,
		},
		...Object.entries(types)
			.filter(([, { notice }]) => notice !== undefined)
			.map(noticeOf),
	];
}

/** The types that turn a switch on, so that its field is not needed. */
export function typesDeciding(types: RecordingTypes, path: string): string[] {
	return Object.keys(types).filter((value) =>
		types[value]?.presets.some(({ values }) => values[path] === true),
	);
}

/** The types that need a field to be filled in, with the hint for it. */
export function typesNeeding(types: RecordingTypes, path: string): Array<[string, string]> {
	return Object.entries(types).flatMap(([value, { needs }]): Array<[string, string]> =>
		needs?.parameter.path === path ? [[value, needs.hint]] : [],
	);
}

/** Fields of a node with the defaults that fit each type, by a copy of the field for each type with one. */
export function withDefaultsByType(
	types: RecordingTypes,
	fields: INodeProperties[],
): INodeProperties[] {
	return fields.flatMap((field) => {
		const special = Object.entries(types).flatMap(([value, { defaults }]) => {
			const byType = defaults?.[field.name];
			return byType === undefined ? [] : [{ value, byType }];
		});
		return [
			hiddenWhen(field, hiddenFor(special.map(({ value }) => value))),
			...special.map(({ value, byType }) =>
				hiddenWhen({ ...field, default: byType }, hiddenExceptFor(types, [value])),
			),
		];
	});
}

/** The field with one more condition under which it is hidden. */
export function hiddenWhen(
	field: INodeProperties,
	hide: NonNullable<IDisplayOptions['hide']>,
): INodeProperties {
	const isEmpty = Object.values(hide).every((values) => values?.length === 0);
	if (isEmpty) return field;
	const all = { ...field.displayOptions?.hide, ...hide };
	return { ...field, displayOptions: { ...field.displayOptions, hide: all } };
}

/** Condition that hides a field for some types. With an expression as the type, it is shown. */
export function hiddenFor(values: string[]): Record<string, string[]> {
	return { [RECORDING_TYPE]: values };
}

/**
 * Condition that hides a field unless one of some types is chosen; with an expression as the type, it is
 * hidden, so that its default is not taken. `show` would not do: n8n takes every such condition as met
 * while the value is an expression.
 */
export function hiddenExceptFor(
	types: RecordingTypes,
	values: string[],
): Record<string, Array<string | DisplayCondition>> {
	const others = Object.keys(types).filter((value) => !values.includes(value));
	return { [RECORDING_TYPE]: [...others, { _cnd: { startsWith: '=' } }] };
}

/**
 * The recording type of the current item. AI agents write values their own way, so blanks and case make
 * no difference.
 *
 * @throws NodeApiError when an expression returns anything that is not offered
 */
export function chosenRecordingType(
	context: IExecuteSingleFunctions,
	types: RecordingTypes,
): RecordingType {
	const given = String(context.getNodeParameter(RECORDING_TYPE, CUSTOM) ?? '');
	const value = Object.keys(types).find((one) => letters(one) === letters(given));
	const type = value === undefined ? undefined : types[value];
	if (type !== undefined) return type;
	const { message, description } = unknownValue('Recording Type', given, Object.keys(types));
	throw itemError(context, letters(given) === '' ? `${LABEL} is empty` : message, { description });
}

/** The check of what a recording type needs, beside those of the form's features. */
export function needsOf({ name, needs }: RecordingType): Feature {
	return {
		findIssue(read) {
			if (needs === undefined || read(needs.parameter.path) !== undefined) return undefined;
			return {
				message: `${label(needs.parameter)} is empty while ${LABEL} is '${name}'`,
				description: needs.description,
			};
		},
	};
}

function letters(value: string): string {
	return value.replace(/[^a-z]/gi, '').toLowerCase();
}
