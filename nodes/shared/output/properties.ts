import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { attachFilesFields } from './attachFiles';
import { outputModes } from './modes';
import type { OutputMode } from './outputMode';
import { optionsOf } from './outputMode';
import { fileOptionFields, optionsOfEveryOutput } from './sharedOptions';

type Show = NonNullable<IDisplayOptions['show']>;
type Mode = Pick<OutputMode<object>, 'fields' | 'options' | 'attachesFiles'>;

const modes: Array<[string, Mode]> = Object.entries(outputModes);
const namesOf = (some: typeof modes): string[] => some.map(([output]) => output);

/**
 * The choice of what comes out of a node that returns a transcription, and the settings of each
 * output. The parameters are read by readOutputChoice.
 * @param show Conditions on other parameters under which the choice is shown.
 */
export function outputProperties(show?: Show): INodeProperties[] {
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
		...collections().map(({ outputs, field }) => shownFor(outputs, show)(field)),
	];
}

const shownFor =
	(output: string[], show?: Show) =>
	(field: INodeProperties): INodeProperties => ({
		...field,
		displayOptions: { show: { ...show, output, ...field.displayOptions?.show } },
	});

/** The collections of optional fields, each with the outputs that have it. */
function collections(): Array<{ outputs: string[]; field: INodeProperties }> {
	const keyOf = ({ options, attachesFiles }: Mode) => `${options.name} ${attachesFiles}`;
	const keys = new Set(modes.map(([, mode]) => keyOf(mode)));
	return [...keys].flatMap((key) => {
		const having = modes.filter(([, mode]) => keyOf(mode) === key);
		return having.slice(0, 1).map(([, mode]) => ({
			outputs: namesOf(having),
			field: collectionOf(mode),
		}));
	});
}

/** The optional fields of an output, with those of all outputs, sorted by label. */
function collectionOf({
	options: { fields, ...collection },
	attachesFiles,
}: Mode): INodeProperties {
	const all = [...fields, ...optionsOfEveryOutput, ...(attachesFiles ? fileOptionFields : [])];
	return {
		...collection,
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: all.toSorted((left, right) => left.displayName.localeCompare(right.displayName, 'en')),
	};
}
