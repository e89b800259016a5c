import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { choicesIn, valueLabel } from './fieldTexts';
import type { FormField } from './formFields';

type Show = NonNullable<IDisplayOptions['show']>;

/** Conditions that say nothing to somebody who reads about the form of today. */
const SILENT = ['@tool', '@version', 'resource'];

const TYPE = 'recordingType';

/**
 * When a field is shown, in words; empty if always.
 *
 * @param places all places where the form has the field
 * @param properties the whole form
 */
export function shownWhen(places: FormField[], properties: INodeProperties[]): string {
	const all = partsOf(places, properties);
	const needed = all.filter((parts) => !all.some((others) => isWithin(others, parts)));
	const conditions = needed.map((parts) => parts.join(' and '));
	return [...new Set(conditions)].join('; or ');
}

/** Whether some conditions, but not all, are the others. */
function isWithin(others: string[], parts: string[]): boolean {
	return others.length < parts.length && others.every((part) => parts.includes(part));
}

/** In which places, among all where the form has a field, it is one of some: what tells them apart. */
export function toldApart(
	some: FormField[],
	all: FormField[],
	properties: INodeProperties[],
): string {
	const everywhere = partsOf(all, properties);
	const isCommon = (part: string) => everywhere.every((parts) => parts.includes(part));
	return partsOf(some, properties)
		.map((parts) => parts.filter((part) => !isCommon(part)).join(' and '))
		.join('; or ');
}

function partsOf(places: FormField[], properties: INodeProperties[]): string[][] {
	const forTypes = places.map((place) => withTypes(place, properties));
	const choices = new Set(forTypes.flatMap(({ shownIf }) => Object.keys(shownIf.show ?? {})));
	const simpler = (some: FormField[]) =>
		[...choices].reduce(joined, some).map((place) => withoutFullChoices(place, properties));
	// Once a choice is out, the places may differ in nothing but another one.
	return simpler(simpler(forTypes)).map((place) =>
		conditions(place, properties, places.length > 1),
	);
}

/** A field that is hidden from expressions as well is for the remaining recording types only. */
function withTypes(place: FormField, properties: INodeProperties[]): FormField {
	const { show, hide = {} } = place.shownIf;
	const { [TYPE]: hidden = [], ...others } = hide;
	if (hidden.every((value) => typeof value === 'string')) return place;
	const types = properties
		.filter(({ name }) => name === TYPE)
		.flatMap((field) => choicesIn(field).map(({ value }) => value));
	const left = types.filter((type) => !hidden.includes(type));
	return { ...place, shownIf: { show: { ...show, [TYPE]: left }, hide: others } };
}

/** The places with one for all values of a choice, where nothing else tells them apart. */
function joined(places: FormField[], choice: string): FormField[] {
	const byOthers = new Map<string, FormField>();
	for (const place of places) {
		const { show = {}, hide = {} } = place.shownIf;
		const others = JSON.stringify([{ ...show, [choice]: choice in show }, hide]);
		const earlier = byOthers.get(others)?.shownIf.show?.[choice] ?? [];
		const values = [...earlier, ...(show[choice] ?? [])];
		const union: Show = values.length > 0 ? { ...show, [choice]: values } : show;
		byOthers.set(others, { ...place, shownIf: { hide, show: union } });
	}
	return [...byOthers.values()];
}

function conditions(
	{ shownIf: { show = {}, hide = {} } }: FormField,
	properties: INodeProperties[],
	isInOtherPlaces: boolean,
): string[] {
	const parts = Object.entries(show)
		.filter(([name]) => !SILENT.includes(name))
		.map(
			([name, values = []]) =>
				`${labelOf(properties, name)} is ${labels(properties, name, values)}`,
		);
	if (show['@tool']?.includes(true)) parts.unshift('the node is a tool of an agent');
	if (hide['@version']) parts.unshift('the node is of version 1');
	if (hide.moreAddOns) parts.unshift('*More Add-Ons* is on');
	// In its other place, the form shows the field to these types.
	if (hide[TYPE] && !isInOtherPlaces) {
		const types = labels(properties, TYPE, hide[TYPE]);
		parts.push(`${labelOf(properties, TYPE)} is not ${types}, where it is on anyway`);
	}
	return parts;
}

/** Without the conditions that are met whatever is chosen. */
function withoutFullChoices(place: FormField, properties: INodeProperties[]): FormField {
	const left = Object.entries(place.shownIf.show ?? {}).filter(
		([name, values = []]) => !isEveryChoice(properties, name, values),
	);
	return { ...place, shownIf: { ...place.shownIf, show: Object.fromEntries(left) } };
}

function isEveryChoice(properties: INodeProperties[], name: string, values: unknown[]): boolean {
	const choices = properties
		.filter((field) => field.name === name && field.type === 'options')
		.flatMap((field) => choicesIn(field).map(({ value }) => value));
	return choices.length > 0 && choices.every((choice) => values.includes(choice));
}

function labelOf(properties: INodeProperties[], name: string): string {
	return `*${properties.find((field) => field.name === name)?.displayName ?? name}*`;
}

function labels(properties: INodeProperties[], name: string, values: unknown[]): string {
	const named = properties.filter((field) => field.name === name);
	return [...new Set(values)]
		.map((value) => {
			const all = named.map((field) => valueLabel(field, value));
			return all.find((text) => !text.startsWith('`')) ?? all[0];
		})
		.join(' / ');
}
