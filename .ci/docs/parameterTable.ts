import type { INodeProperties } from 'n8n-workflow';
import { outputProperties } from '../../nodes/shared/output/output';
import { shownWhen, toldApart } from './conditions';
import { choicesIn, defaultOf, meaning } from './fieldTexts';
import type { FormField } from './formFields';
import { formFields } from './formFields';
import { table } from './markdownTable';

/** Names of the fields by which every node offers the same outputs; they have a page of their own. */
const ofOutputs = new Set(outputProperties().map(({ name }) => name));

/**
 * The table of the parameters of a node, without the settings of the outputs.
 *
 * @param isSent whether the values go into requests to Gladia
 */
export function parameterTable(properties: INodeProperties[], isSent = true): string {
	const fields = formFields(properties).filter(
		({ names: [top = ''], shownIf }) =>
			top === 'output' || !ofOutputs.has(top) || shownIf.show?.output === undefined,
	);
	return tableOf(fields, properties, isSent);
}

/** The table of the fields that every node with a choice of outputs has. */
export function outputParameterTable(): string {
	const properties = outputProperties();
	const fields = formFields(properties)
		.filter(({ names: [top] }) => top !== 'output')
		.map((field) => inOneCollection(field, properties));
	return tableOf(fields, properties, false);
}

/** Most outputs have the same optional fields, in collections with names of their own. */
function inOneCollection(place: FormField, properties: INodeProperties[]): FormField {
	const { names, labels } = place;
	const isOptional = properties.some(
		({ name, type }) => name === names[0] && type === 'collection',
	);
	if (!isOptional) return place;
	return {
		...place,
		names: ['options', ...names.slice(1)],
		labels: ['… Options', ...labels.slice(1)],
	};
}

/** A table with one row for each field, whatever the number of its places in the form. */
function tableOf(fields: FormField[], properties: INodeProperties[], isSent = true): string {
	const conditions = new Map<string, string>();
	const rows = [...grouped(fields, ({ names }) => names.join('.'))].map(([path, places]) => {
		const shown = placesForPeople(places);
		const condition = shownWhen(shown, properties);
		conditions.set(path, condition);
		// What is true of a collection need not be said of each of its fields.
		const isNews =
			condition !== '' && !ancestorsOf(path).some((one) => conditions.get(one) === condition);
		return [
			`**${fullest(shown).labels.join(' → ')}**`,
			...(isSent ? [sentAs(shown)] : []),
			defaults(shown, properties),
			[...(isNews ? [`Shown if ${condition}.`] : []), meaning(fullest(shown).field)].join(' '),
		];
	});
	return table(['parameter', ...(isSent ? ['sent as'] : []), 'default', 'what it is for'], rows);
}

function ancestorsOf(path: string): string[] {
	const names = path.split('.');
	return names.slice(1).map((_, index) => names.slice(0, index + 1).join('.'));
}

/** Fields that agents see in another form than people are described as people see them. */
function placesForPeople(places: FormField[]): FormField[] {
	const people = places.filter(({ shownIf }) => !shownIf.show?.['@tool']?.includes(true));
	return people.length > 0 ? people : places;
}

/** The place with the most choices. */
function fullest([first, ...others]: FormField[]): FormField {
	if (first === undefined) throw new Error('A field without a place in the form');
	return others.reduce(
		(most, one) => (choicesIn(one.field).length > choicesIn(most.field).length ? one : most),
		first,
	);
}

/** Where the value stands in the request to Gladia. */
function sentAs(places: FormField[]): string {
	const sent = places.map(({ field }) => field.routing?.send).find((one) => one?.property);
	if (sent?.property === undefined) return '–';
	return sent.type === 'query' ? `\`?${sent.property}=\`` : `\`${sent.property}\``;
}

/** The default; where the form has several, when it is which. */
function defaults(places: FormField[], properties: INodeProperties[]): string {
	const [first = '', ...others] = [...grouped(places, ({ field }) => defaultOf(field))];
	return [
		first[0],
		...others.map(([value, having]) => `${value} if ${toldApart(having, places, properties)}`),
	].join('; ');
}

/** The fields by a text that some of them share, in the order of the first of each. */
function grouped(
	fields: FormField[],
	keyOf: (field: FormField) => string,
): Map<string, FormField[]> {
	const groups = new Map<string, FormField[]>();
	for (const field of fields) {
		const key = keyOf(field);
		groups.set(key, [...(groups.get(key) ?? []), field]);
	}
	return groups;
}
