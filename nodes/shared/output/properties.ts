import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { attachFilesFields } from './attachFiles';
import { inputFieldsField } from './inputFields';
import { outputModes } from './modes';
import type { OutputMode } from './outputMode';
import { optionsOf, outputOptions } from './outputMode';
import { questionNamesField } from './questions';
import { fileOptionFields } from './sharedOptions';
import { speakerNameFields } from './speakerNames';

type Show = NonNullable<IDisplayOptions['show']>;
/** What the node does, on which some options depend. */
interface NodeTraits {
	/** Whether there are input items, of which fields can come along. */
	hasInput?: boolean;
	/** Whether it asks the questions itself, so that it knows their names. */
	startsJobs?: boolean;
}

type Mode = Pick<OutputMode<object>, 'fields' | 'options' | 'attachesFiles'>;

const modes: Array<[string, Mode]> = Object.entries(outputModes);
const namesOf = (some: typeof modes): string[] => some.map(([output]) => output);

/**
 * The choice of what comes out of a node that returns a transcription, and the settings of each
 * output. The parameters are read by readOutputChoice.
 * @param show Conditions on other parameters under which the choice is shown.
 */
export function outputProperties(show?: Show, traits: NodeTraits = {}): INodeProperties[] {
	return [
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			options: optionsOf(outputModes),
			default: 'simplified',
			description: 'What to return for each transcription',
			...(show === undefined ? {} : { displayOptions: { show } }),
		},
		...modes.flatMap(([output, { fields }]) => fields.map(shownFor([output], show))),
		...attachFilesFields.map(
			shownFor(namesOf(modes.filter(([, mode]) => mode.attachesFiles)), show),
		),
		...collections(traits).map(({ outputs, field }) => shownFor(outputs, show)(field)),
	];
}

const shownFor =
	(output: string[], show?: Show) =>
	(field: INodeProperties): INodeProperties => ({
		...field,
		displayOptions: { show: { ...show, output, ...field.displayOptions?.show } },
	});

/** The collections of optional fields, each with the outputs that have it. */
function collections(traits: NodeTraits): Array<{ outputs: string[]; field: INodeProperties }> {
	const keyOf = ({ options, attachesFiles }: Mode) => `${options.name} ${attachesFiles}`;
	const keys = new Set(modes.map(([, mode]) => keyOf(mode)));
	return [...keys].flatMap((key) => {
		const having = modes.filter(([, mode]) => keyOf(mode) === key);
		return having.slice(0, 1).map(([, mode]) => ({
			outputs: namesOf(having),
			field: collectionOf(mode, traits),
		}));
	});
}

/** The optional fields of an output, with those of all outputs. */
function collectionOf(
	{ options, attachesFiles }: Mode,
	{ hasInput = true, startsJobs = false }: NodeTraits,
): INodeProperties {
	return optionCollection(options, [
		...options.fields,
		...speakerNameFields,
		...(hasInput ? [inputFieldsField] : []),
		...(startsJobs ? [] : [questionNamesField]),
		...(attachesFiles ? fileOptionFields : []),
	]);
}

/**
 * The options of items that no output makes: the fields of the input item that come along and, where
 * speakers are shown, their names. They are read by includeInput and chosenSpeakerNames.
 */
export function plainItemOptions(show: Show, showsSpeakers = false): INodeProperties {
	const fields = [inputFieldsField, ...(showsSpeakers ? speakerNameFields : [])];
	return { ...optionCollection(outputOptions, fields), displayOptions: { show } };
}

/** A collection with its options sorted by label. */
function optionCollection(
	{ displayName, name }: Pick<INodeProperties, 'displayName' | 'name'>,
	options: INodeProperties[],
): INodeProperties {
	return {
		displayName,
		name,
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: options.toSorted((left, right) =>
			left.displayName.localeCompare(right.displayName, 'en'),
		),
	};
}
