import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../json/values';
import { toApiValue } from './apiValue';
import { copyBody, readPath, removePath, writePath } from './bodyPath';
import type { ApiParameter, Feature, PathOf } from './definition';
import { parametersOf } from './definition';

/** Reads a top-level parameter of the node for the current item; null when it is not set. */
export type ReadParameter = (name: string) => unknown;

/**
 * The body of a request from the fields of a form: the API's value of every field that is set, at its
 * path. While a feature's switch is off, nothing of the feature is sent.
 *
 * @param features the features whose fields are sent, in the order of the form: where two share a
 *   path, the later one wins
 * @param pathOf where a parameter stands in the body of the API that is called
 */
export function requestBody(features: Feature[], read: ReadParameter, pathOf: PathOf): IDataObject {
	const body: IDataObject = {};
	const set: ApiParameter[] = [];
	for (const feature of features) {
		for (const [parameter, value] of fieldValues(feature, read)) {
			const apiValue = toApiValue(parameter, value);
			if (apiValue === undefined) continue;
			writePath(body, pathOf(parameter), apiValue);
			set.push(parameter);
		}
	}
	for (const parameter of set) turnOn(parameter, body, pathOf);
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

type FieldValue = [parameter: ApiParameter, value: unknown];

/** The parameters of a feature that are shown for the current item, each with its field's value. */
function fieldValues(feature: Feature, read: ReadParameter): FieldValue[] {
	const { switch: toggle, fields = [], settings } = feature;
	if (toggle && toApiValue(toggle, read(toggle.field.name)) !== true) return [];
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
