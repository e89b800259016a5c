import type { INodeProperties } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import { textOrNull } from '../json/values';
import { promptAnswers } from '../transcript/answers';
import type { DialogueOptions } from '../transcript/dialogue';
import type { Question } from '../transcript/questions';
import { webAddress } from '../transcript/report/audioLink';
import type { ReportContent } from '../transcript/report/reportContent';
import { reportContent } from '../transcript/report/reportContent';
import { speakerLabels } from '../transcript/speakerLabels';
import type { Utterance } from '../transcript/utterances';
import type { ParameterSource } from './parameterSource';
import { parameterError } from './parameterSource';

/** What the user can set for reports. */
export interface ReportOptions {
	/** '' is the name of the audio file. */
	reportTitle: string;
	/** Address of the recording for the player and the time stamps; null for neither. */
	audioLink: string | null;
}

const AUDIO_LINK_LABEL = 'Audio Link';

/** Optional fields of the outputs that have reports, as text or as files. */
export const reportFields: INodeProperties[] = [
	{
		displayName: AUDIO_LINK_LABEL,
		name: 'audioLink',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/recording.mp3',
		description:
			'Web address where readers of the report can play the recording. It adds a player, and makes the time stamps links to the moment, such as <code>#t=65</code>.',
	},
	{
		displayName: 'Report Title',
		name: 'reportTitle',
		type: 'string',
		default: '',
		placeholder: 'e.g. Weekly sales meeting',
		description: 'Heading of the report, instead of the name of the audio file',
	},
];

/**
 * Reads the fields above from the collection that holds them.
 * @throws NodeOperationError when the link is no web address
 */
export function readReportOptions(
	source: ParameterSource,
	options: Record<string, unknown>,
): ReportOptions {
	const given = textOrNull(options.audioLink)?.trim() ?? '';
	const audioLink = webAddress(given) ?? null;
	if (given !== '' && audioLink === null) {
		throw parameterError(source, {
			message: `'${AUDIO_LINK_LABEL}' is not a web address: ${given}`,
			description: 'Enter a complete address that starts with https:// or http://',
		});
	}
	return { reportTitle: textOrNull(options.reportTitle)?.trim() ?? '', audioLink };
}

/** What a report of a finished job shows, with the speech in one language. */
export function reportOf(
	job: TranscriptionJob,
	utterances: Utterance[],
	{
		reportTitle,
		audioLink,
		speakerNames,
		paragraphPause,
		questions,
	}: ReportOptions & DialogueOptions & { questions: Question[] },
): ReportContent {
	const named = new Set(questions.map(({ name }) => name));
	return reportContent(job, {
		utterances,
		labelOf: speakerLabels(utterances, speakerNames),
		title: reportTitle,
		audioLink,
		paragraphPause,
		answers: promptAnswers(job, questions).flatMap(({ name, prompt, response }) =>
			response === null
				? []
				: [{ question: named.has(name) ? name : (prompt ?? name), answer: response }],
		),
	});
}
