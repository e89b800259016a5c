import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../json/values';
import { flatten, toApiValue } from './apiValue';
import { copyBody, readPath, removePath, writePath } from './bodyPath';
import type { ApiParameter, Feature, PathOf } from './definition';
import { parametersOf } from './definition';
import type { Preset } from './recordingType';

/** Reads a top-level parameter of the node for the current item; null when it is not set. */
export type ReadParameter = (name: string) => unknown;

/**
 * The body of a request from the fields of a form: the API's value of every field that is set, at its
 * path. While a feature's switch is off, nothing of the feature is sent. Presets fill in what is not set.
 *
 * @param features the features whose fields are sent, in the order of the form: where two share a
 *   path, the later one wins
 * @param pathOf where a parameter stands in the body of the API that is called
 * @param presets what the recording type sends as well; they may turn switches on, and their paths are
 *   the same for both APIs
 */
export function requestBody(
	features: Feature[],
	read: ReadParameter,
	pathOf: PathOf,
	presets: Preset[] = [],
): IDataObject {
	const body: IDataObject = {};
	const isPreset = ({ path }: ApiParameter) => presets.some(({ values }) => values[path] === true);
	const set: ApiParameter[] = [];
	for (const feature of features) {
		for (const [parameter, value] of fieldValues(feature, read, isPreset)) {
			const apiValue = toApiValue(parameter, value);
			if (apiValue === undefined) continue;
			writePath(body, pathOf(parameter), withEarlier(parameter, apiValue, body, pathOf));
			set.push(parameter);
		}
	}
	for (const parameter of set) turnOn(parameter, body, pathOf);
	for (const preset of presets) fillIn(body, preset);
	return body;
}

/**
 * What n8n's own routing has put into a body besides the given features, such as the audio. The raw
 * values of the features' fields are left out, since `requestBody` has the ones to send.
 *
 * @param routed the body as the routing made it; it is left as it is
 */
export function withoutFields(
	features: Feature[],
	routed: IDataObject,
	pathOf: PathOf,
): IDataObject {
	const rest = copyBody(routed);
	for (const parameter of features.flatMap(parametersOf)) removePath(rest, pathOf(parameter));
	return rest;
}

/** A list that is added to an earlier one at its path; any other value as it is. */
function withEarlier(
	parameter: ApiParameter,
	value: unknown,
	body: IDataObject,
	pathOf: PathOf,
): unknown {
	const earlier = parameter.appends ? flatten(readPath(body, pathOf(parameter))) : [];
	return earlier.length > 0 ? [...earlier, ...flatten(value)] : value;
}

type FieldValue = [parameter: ApiParameter, value: unknown];

/** The parameters of a feature that are shown for the current item, each with its field's value. */
function fieldValues(
	feature: Feature,
	read: ReadParameter,
	isPreset: (parameter: ApiParameter) => boolean,
): FieldValue[] {
	const { switch: toggle, fields = [], settings } = feature;
	const isOff = toggle && toApiValue(toggle, read(toggle.field.name)) !== true && !isPreset(toggle);
	if (isOff) return [];
	const values: FieldValue[] = toggle ? [[toggle, true]] : [];
	for (const parameter of fields) {
		if (isShown(parameter.field, read)) values.push([parameter, read(parameter.field.name)]);
	}
	const chosen = settings && read(settings.name);
	if (!settings || !isRecord(chosen)) return values;
	return [
		...values,
		...settings.parameters.map((one): FieldValue => [one, chosen[one.field.name]]),
	];
}

function fillIn(body: IDataObject, { values, unless = [] }: Preset): void {
	if (unless.some((path) => readPath(body, path) !== undefined)) return;
	for (const [path, value] of Object.entries(values)) {
		if (readPath(body, path) === undefined) writePath(body, path, value);
	}
}

/** Where an expression has switched to another way to enter a value, the first one is still stored. */
function isShown({ displayOptions }: INodeProperties, read: ReadParameter): boolean {
	return Object.entries(displayOptions?.show ?? {}).every(([name, values]) =>
		values?.some((value) => value === read(name)),
	);
}

/** A value that turns on another parameter counts only where the user has not turned that one off. */
function turnOn(parameter: ApiParameter, body: IDataObject, pathOf: PathOf): void {
	const { turnsOn } = parameter;
	if (turnsOn === undefined) return;
	const asked = readPath(body, turnsOn);
	if (asked === undefined) writePath(body, turnsOn, true);
	else if (asked === false) removePath(body, pathOf(parameter));
}
