import type { IDisplayOptions, INodeProperties, INodePropertyCollection } from 'n8n-workflow';

/** One field of a form, in one of the places where the form shows it. */
export interface FormField {
	/** Names from the top of the form down to the field. */
	names: string[];
	/** Labels of the same. */
	labels: string[];
	field: INodeProperties;
	/** Conditions under which the field at the top is shown. */
	shownIf: IDisplayOptions;
}

/**
 * Every field that a person can fill in, in the order of the form, those within collections each on its
 * own. A field that the form has in several places comes once for each of them.
 */
export function formFields(properties: INodeProperties[]): FormField[] {
	const unreachable = properties.filter(isNeverShown).map(({ name }) => name);
	return properties
		.filter((field) => field.type !== 'hidden' && field.type !== 'notice')
		.filter((field) => !isNeverShown(field) && !dependsOn(field, unreachable, properties))
		.flatMap((field) => fieldsWithin(field, field.displayOptions ?? {}, [], []));
}

/** Whether neither people nor agents see the field. */
function isNeverShown({ displayOptions }: INodeProperties): boolean {
	return displayOptions?.hide?.['@tool']?.length === 2;
}

/** Whether the field depends on one that nobody sees, such as the entries of the nodes panel. */
function dependsOn(
	{ displayOptions }: INodeProperties,
	unreachable: string[],
	properties: INodeProperties[],
): boolean {
	return Object.keys(displayOptions?.show ?? {}).some(
		(name) =>
			unreachable.includes(name) &&
			properties.filter((field) => field.name === name).every(isNeverShown),
	);
}

function fieldsWithin(
	field: INodeProperties,
	shownIf: IDisplayOptions,
	names: string[],
	labels: string[],
): FormField[] {
	const own = {
		names: [...names, field.name],
		labels: [...labels, field.displayName],
		field,
		shownIf,
	};
	const inner = (fields: INodeProperties[], group: INodePropertyCollection[] = []) =>
		fields.flatMap((one) =>
			fieldsWithin(
				one,
				shownIf,
				[...own.names, ...group.map(({ name }) => name)],
				[...own.labels, ...group.map(({ displayName }) => displayName)],
			),
		);
	const { type, options = [] } = field;
	if (type === 'collection') return [own, ...inner(options as INodeProperties[])];
	if (type !== 'fixedCollection') return [own];
	const groups = options as INodePropertyCollection[];
	return [own, ...groups.flatMap((group) => inner(group.values, groups.length > 1 ? [group] : []))];
}
