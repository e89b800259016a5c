import type { INodeProperties } from 'n8n-workflow';
import type { DialogueOptions } from '../transcript/dialogue';
import type { Question } from '../transcript/questions';
import type { CaptionLimits } from '../transcript/subtitles/captionCuts';
import { captionFields, readCaptionLimits } from './captionFields';
import { paragraphPauseField, readDialogueOptions, timestampsField } from './dialogueFields';
import { readInputFields } from './inputFields';
import type { ParameterSource } from './parameterSource';
import { readQuestions } from './questions';
import type { ReportOptions } from './reportOptions';
import { readReportOptions, reportFields } from './reportOptions';

/** What the user can set for every output: how people, times and files appear in it. */
export interface SharedOptions extends DialogueOptions, CaptionLimits, ReportOptions {
	/** Keys of fileFormats: the files to attach to an item that stands for a whole transcription. */
	attachFiles: string[];
	/** Whether each file is also made of every translation; the json file holds them all anyway. */
	includeTranslations: boolean;
	/** Paths of the fields of the input item that come along. */
	inputFields: string[];
	/** Questions whose answers have names. */
	questions: Question[];
}

/** Optional fields of the outputs whose items can have files. */
export const fileOptionFields: INodeProperties[] = [
	...captionFields,
	paragraphPauseField,
	...reportFields,
	timestampsField,
];

/**
 * Reads the options that outputs share.
 * @param options the output's collection of options, which holds all fields but those of files
 * @param attachFiles keys of fileFormats
 * @throws NodeOperationError when an expression gives a value that is not offered
 */
export function readSharedOptions(
	source: ParameterSource,
	options: Record<string, unknown>,
	attachFiles: string[],
): SharedOptions {
	return {
		...readDialogueOptions(source, options),
		...readCaptionLimits(options),
		...readReportOptions(source, options),
		attachFiles,
		includeTranslations: source.read('includeTranslations') === true,
		inputFields: readInputFields(options),
		questions: readQuestions(source, options),
	};
}
