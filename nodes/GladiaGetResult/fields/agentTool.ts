import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { asStep, asTool, filledByModel, toolDescriptions } from '../../shared/execution/agentTool';
import {
	TRANSCRIPTION_LABEL,
	transcriptionLocator,
} from '../../shared/fields/transcriptionLocator';

/** For agents: what the operations do that an agent is likely given. */
export const toolDescriptionProperties = toolDescriptions({
	get: 'Reads the result of a transcription by its ID: the text, and what else was asked for, such as speakers, summary or translations. While the transcription is not done, it answers with the status; then try again later.',
	getAll:
		'Lists transcriptions with their IDs, file names, dates and texts, newest first, to find one by what is known of it.',
});

/** The transcription to work with; for agents, the model gives its ID. */
export function transcriptionProperties(
	show: NonNullable<IDisplayOptions['show']>,
): INodeProperties[] {
	const id = filledByModel(
		TRANSCRIPTION_LABEL,
		'ID of the transcription, such as 45463597-20b7-4af7-b3b3-f5fb778203ab',
	);
	return [
		transcriptionLocator({ ...show, ...asStep }),
		{ ...transcriptionLocator({ ...show, ...asTool }), default: { mode: 'id', value: id } },
	];
}
