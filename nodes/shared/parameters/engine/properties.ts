import type { IDisplayOptions, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import { isRecord } from '../../json/values';
import { isFilled, toApiValue, toTexts } from './apiValue';
import { readPath, removePath, writePath } from './bodyPath';
import { parametersOf, type ApiParameter, type Feature } from './definition';

type Show = NonNullable<IDisplayOptions['show']>;
type EditBody = (context: IExecuteSingleFunctions, body: Record<string, unknown>) => void;
/** Gives a parameter's field its routing. */
type Route = (parameter: ApiParameter, edit?: EditBody) => INodeProperties;

/**
 * The form fields of a feature, with routing to the parameters' body paths.
 *
 * RoutingNode writes the raw values into the body first; the hooks generated here then turn
 * each into the API's value, or take it out when there is nothing to send.
 *
 * @param route another kind of routing, for nodes that do not run by it
 */
export function featureProperties(
	feature: Feature,
	show: Show,
	route: Route = routed,
): INodeProperties[] {
	const name = feature.switch?.field.name;
	const whenOn = name === undefined ? show : { ...show, [name]: [true] };
	const { choice, fields = [], settings } = feature;
	return [
		...(feature.switch ? [shown(route(feature.switch, applySwitch(feature)), show)] : []),
		...(choice ? [shown(choice, show)] : []),
		...fields.map((parameter) => shown(route(parameter), whenOn)),
		...(settings ? [shown(optionsField(settings, route), whenOn)] : []),
	];
}

/** A parameter's field with the routing that writes it to its path. */
function routed(parameter: ApiParameter, edit: EditBody = convert(parameter)): INodeProperties {
	return {
		...parameter.field,
		routing: {
			send: {
				type: 'body',
				property: parameter.path,
				preSend: [
					async function (requestOptions) {
						if (isRecord(requestOptions.body)) edit(this, requestOptions.body);
						return requestOptions;
					},
				],
			},
		},
	};
}

function optionsField(
	{ name, displayName, parameters, leading = [], trailing = [] }: NonNullable<Feature['settings']>,
	route: Route,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [...leading, ...parameters.map((parameter) => route(parameter)), ...trailing],
	};
}

/** Conditions on top-level fields only: RoutingNode drops values that depend on siblings. */
function shown(field: INodeProperties, show: Show): INodeProperties {
	const conditions = { ...show, ...field.displayOptions?.show };
	if (Object.keys(conditions).length === 0) return field;
	return { ...field, displayOptions: { show: conditions } };
}

function convert(parameter: ApiParameter): EditBody {
	const { path, turnsOn } = parameter;
	return (_context, body) => {
		const value = toApiValue(parameter, readPath(body, path));
		if (value === undefined) {
			removePath(body, path);
			return;
		}
		writePath(body, path, value);
		if (turnsOn === undefined) return;
		const asked = readPath(body, turnsOn);
		if (!isFilled(asked)) writePath(body, turnsOn, true);
		else if (String(asked).trim().toLowerCase() === 'false') removePath(body, path);
	};
}

/**
 * Sends the switch only when it is on; when it is off, nothing of its feature is sent. Fields
 * of a switch set by an expression are always routed, so they have to be taken out here. The
 * switch is read from the node, as a legacy list may stand at the same path of the body.
 */
function applySwitch(feature: Feature): EditBody {
	const { switch: toggle } = feature;
	return (context, body) => {
		if (!toggle) return;
		const on = toApiValue(toggle, context.getNodeParameter(toggle.field.name, false)) === true;
		const atPath = readPath(body, toggle.path);
		const isLegacyList = Array.isArray(atPath) && toTexts(atPath).length > 0;
		if (on && !isLegacyList) writePath(body, toggle.path, true);
		if (on) return;
		if (!isLegacyList) removePath(body, toggle.path);
		for (const { path } of parametersOf({ ...feature, switch: undefined })) removePath(body, path);
	};
}
