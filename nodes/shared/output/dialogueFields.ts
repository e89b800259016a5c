import type { INodeProperties } from 'n8n-workflow';
import { numberOrNull, textOrNull } from '../json/values';
import type { DialogueOptions } from '../transcript/dialogue';
import { timestampStyles } from '../transcript/dialogue';
import { DEFAULT_PARAGRAPH_PAUSE } from '../transcript/paragraphs';
import type { ParameterSource } from './parameterSource';
import { requireKey } from './parameterSource';
import { readSpeakerNames } from './speakerNames';

export const paragraphPauseField: INodeProperties = {
	displayName: 'New Paragraph After (Seconds)',
	name: 'paragraphPause',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: DEFAULT_PARAGRAPH_PAUSE,
	description: 'How long a silence must be for the same speaker to start a new line',
};

export const timestampsField: INodeProperties = {
	displayName: 'Timestamps',
	name: 'timestamps',
	type: 'options',
	default: 'none',
	description: 'Whether and how each line shows when it was said',
	options: Object.entries(timestampStyles).map(([value, { name, description }]) => ({
		name,
		value,
		description,
	})),
};

/**
 * Reads the fields above and the names of the speakers from the collection that holds them.
 * @throws NodeOperationError when an expression gives a style of timestamps that is not offered, or
 * names that cannot be read
 */
export function readDialogueOptions(
	source: ParameterSource,
	options: Record<string, unknown>,
): DialogueOptions {
	const timestamps = textOrNull(options.timestamps) ?? 'none';
	requireKey(source, timestampsField.displayName, timestamps, timestampStyles);
	return {
		timestamps,
		speakerNames: readSpeakerNames(source, options),
		paragraphPause: numberOrNull(options.paragraphPause) ?? DEFAULT_PARAGRAPH_PAUSE,
	};
}
