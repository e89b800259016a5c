import type { INodeProperties } from 'n8n-workflow';
import type { CaptionLimits } from '../transcript/subtitles/captionCuts';
import {
	captionBounds,
	DEFAULT_CHARACTERS_PER_ROW,
	DEFAULT_ROWS_PER_CAPTION,
} from '../transcript/subtitles/captions';
import { bounded } from './parameterSource';

const [LEAST_CHARACTERS, MOST_CHARACTERS] = captionBounds.charactersPerRow;
const [LEAST_ROWS, MOST_ROWS] = captionBounds.rowsPerCaption;

/** How subtitles are cut that Gladia was not asked for. */
export const captionFields: INodeProperties[] = [
	{
		displayName: 'Characters Per Subtitle Row',
		name: 'charactersPerRow',
		type: 'number',
		typeOptions: { minValue: LEAST_CHARACTERS, maxValue: MOST_CHARACTERS },
		default: DEFAULT_CHARACTERS_PER_ROW,
		description:
			'For subtitles made from the transcript. Wide characters, such as Japanese ones, count as two.',
	},
	{
		displayName: 'Subtitle Rows',
		name: 'rowsPerCaption',
		type: 'number',
		typeOptions: { minValue: LEAST_ROWS, maxValue: MOST_ROWS },
		default: DEFAULT_ROWS_PER_CAPTION,
		description: 'Most rows to show at once, for subtitles made from the transcript',
	},
];

/** Reads the fields above from the collection that holds them. */
export function readCaptionLimits({
	charactersPerRow,
	rowsPerCaption,
}: Record<string, unknown>): CaptionLimits {
	return {
		charactersPerRow: bounded(
			charactersPerRow,
			DEFAULT_CHARACTERS_PER_ROW,
			captionBounds.charactersPerRow,
		),
		rowsPerCaption: bounded(rowsPerCaption, DEFAULT_ROWS_PER_CAPTION, captionBounds.rowsPerCaption),
	};
}
