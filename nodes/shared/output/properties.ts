import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { outputModes } from './modes';
import { optionsOf } from './outputMode';

type Show = NonNullable<IDisplayOptions['show']>;

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
		...Object.entries(outputModes).flatMap(([output, { fields }]) =>
			fields.map((field) => ({
				...field,
				displayOptions: { show: { ...show, output: [output], ...field.displayOptions?.show } },
			})),
		),
	];
}
