import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import type { ApiParameter, Feature, PathOf } from './definition';

type Show = NonNullable<IDisplayOptions['show']>;

/**
 * The form fields of a feature, with routing to their paths in the body.
 *
 * @param show conditions on other top-level fields under which the feature is shown
 * @param pathOf where a parameter stands in the body of the API that is called
 */
export function featureProperties(feature: Feature, show: Show, pathOf: PathOf): INodeProperties[] {
	const { switch: toggle, choice, fields = [], settings } = feature;
	const whenOn = toggle === undefined ? show : { ...show, [toggle.field.name]: [true] };
	const routed = (parameter: ApiParameter): INodeProperties => ({
		...parameter.field,
		routing: { send: { type: 'body', property: pathOf(parameter) } },
	});
	return [
		...(toggle ? [shown(routed(toggle), show)] : []),
		...(choice ? [shown(choice, show)] : []),
		...fields.map((parameter) => shown(routed(parameter), whenOn)),
		...(settings ? [shown(optionsField(settings, routed), whenOn)] : []),
	];
}

function optionsField(
	{ name, displayName, parameters, leading = [], trailing = [] }: NonNullable<Feature['settings']>,
	routed: (parameter: ApiParameter) => INodeProperties,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [...leading, ...parameters.map(routed), ...trailing],
	};
}

/** Conditions on top-level fields only: RoutingNode drops values that depend on siblings. */
function shown(field: INodeProperties, show: Show): INodeProperties {
	const conditions = { ...show, ...field.displayOptions?.show };
	if (Object.keys(conditions).length === 0) return field;
	return { ...field, displayOptions: { show: conditions } };
}
