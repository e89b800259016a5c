import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import type { ApiParameter, Feature, PathOf } from './definition';
import { hiddenWithoutMore } from './moreAddOns';
import type { RecordingTypes } from './recordingType';
import {
	hiddenExceptFor,
	hiddenFor,
	hiddenWhen,
	RECORDING_TYPE,
	typesDeciding,
	typesNeeding,
} from './recordingType';

type Show = NonNullable<IDisplayOptions['show']>;

/**
 * The form fields of a feature, with routing to their paths in the body. A recording type that turns the
 * feature on hides its switch and shows what depends on it: these fields are there twice, as n8n cannot
 * say "if the switch is on, or the type is one of these". While the type is an expression, n8n counts both
 * as shown and keeps their values; the editor shows those of the type that the expression returns now.
 *
 * @param show conditions on other top-level fields under which the feature is shown
 * @param pathOf where a parameter stands in the body of the API that is called
 * @param types the recording types of the form
 */
export function featureProperties(
	feature: Feature,
	show: Show,
	pathOf: PathOf,
	types: RecordingTypes = {},
): INodeProperties[] {
	const { switch: toggle, choice, fields = [], settings } = feature;
	const deciding = toggle === undefined ? [] : typesDeciding(types, toggle.path);
	const whenOn = toggle === undefined ? show : { ...show, [toggle.field.name]: [true] };
	const routed = (parameter: ApiParameter): INodeProperties => ({
		...parameter.field,
		routing: { send: { type: 'body', property: pathOf(parameter) } },
	});
	const atFirst = (field: INodeProperties) =>
		feature.isRare ? hiddenWhen(field, hiddenWithoutMore) : field;
	const dependent = (field: INodeProperties): INodeProperties[] => [
		atFirst(hiddenWhen(shown(field, whenOn), hiddenFor(deciding))),
		...(deciding.length > 0 ? [shown(field, { ...show, [RECORDING_TYPE]: deciding })] : []),
	];
	return [
		...(toggle ? [atFirst(hiddenWhen(shown(routed(toggle), show), hiddenFor(deciding)))] : []),
		...(choice ? [atFirst(shown(choice, show))] : []),
		...fields.flatMap((parameter) =>
			dependent(routed(parameter)).flatMap((field) =>
				withNeeds(field, typesNeeding(types, parameter.path), types),
			),
		),
		...(settings ? dependent(optionsField(settings, routed)) : []),
	];
}

/** The field, and another one that must be filled in for each type that needs it. */
function withNeeds(
	field: INodeProperties,
	needing: Array<[value: string, hint: string]>,
	types: RecordingTypes,
): INodeProperties[] {
	return [
		hiddenWhen(field, hiddenFor(needing.map(([value]) => value))),
		...needing.map(([value, hint]) =>
			hiddenWhen({ ...field, required: true, hint }, hiddenExceptFor(types, [value])),
		),
	];
}

function optionsField(
	settings: NonNullable<Feature['settings']>,
	routed: (parameter: ApiParameter) => INodeProperties,
): INodeProperties {
	const { name, displayName, parameters, leading = [], trailing = [], inSettings } = settings;
	return {
		displayName,
		name,
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		...(inSettings && { isNodeSetting: true }),
		options: [...leading, ...parameters.map(routed), ...trailing],
	};
}

/** Conditions on top-level fields only: RoutingNode drops values that depend on siblings. */
function shown(field: INodeProperties, show: Show): INodeProperties {
	const conditions = { ...show, ...field.displayOptions?.show };
	if (Object.keys(conditions).length === 0) return field;
	return { ...field, displayOptions: { ...field.displayOptions, show: conditions } };
}
