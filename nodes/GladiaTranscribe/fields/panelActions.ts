import type { INodeProperties, NodeParameterValue } from 'n8n-workflow';

/** An entry of the nodes panel that opens the form with some fields already set. */
interface PanelAction {
	/** Name of the entry; the editor finds it by its words. */
	action: string;
	description: string;
	operation: 'start' | 'transcribe';
	/** Fields that are set, by name. */
	preset: Record<string, NodeParameterValue>;
}

const transcribe = (
	action: string,
	description: string,
	preset: PanelAction['preset'],
): PanelAction => ({ action, description, operation: 'transcribe', preset });

const ofType = (action: string, description: string, recordingType: string): PanelAction =>
	transcribe(action, description, { recordingType });

/** In the order of the panel: in general, by kind of recording, by what people want of it. */
export const panelActions: PanelAction[] = [
	transcribe('Transcribe audio', 'Wait until the transcription is done and return the result', {}),
	{
		action: 'Start transcription without waiting',
		description: 'Return the ID at once, to read the result later with Gladia Get Result',
		operation: 'start',
		preset: {},
	},
	ofType('Transcribe a call', 'Who said what, and a summary', 'call'),
	ofType('Transcribe a meeting', 'Who said what, a summary in points, and names', 'meeting'),
	ofType('Transcribe an interview or podcast', 'Who said what, by sentences', 'interview'),
	ofType('Transcribe a voice message', 'The text of one person', 'voiceMessage'),
	ofType('Transcribe several languages', 'People who switch languages', 'multilingual'),
	ofType('Create subtitles', 'SRT and VTT files', 'subtitles'),
	transcribe('Ask questions about a recording', 'A language model answers from the transcript', {
		audioToLlm: true,
	}),
	transcribe('Summarize a recording', 'The transcript and a summary', { summarization: true }),
	transcribe('Translate a recording', 'The transcript also in other languages', {
		translation: true,
	}),
	transcribe('Write a recording as a dialogue', 'Text to read, with the names of the speakers', {
		diarization: true,
		output: 'dialogue',
	}),
	transcribe('Measure how much each person talks', 'Talk time, turns, interruptions, questions', {
		diarization: true,
		output: 'statistics',
	}),
	transcribe('Create a report of a recording', 'A page to read: dialogue, summary, talk time', {
		diarization: true,
		summarization: true,
		output: 'report',
	}),
	transcribe('Hide personal data in a transcript', 'Names, numbers and other data are redacted', {
		piiRedaction: true,
	}),
];

/**
 * Fields that no form shows. n8n's nodes panel makes its entries of the options of 'Operation'; where
 * there is a field `resource`, of the operations of each resource. Clicking an entry sets the operation
 * and, from the conditions under which the field of that operation is shown, the first value of each.
 * So each entry here is a resource with one operation, whose conditions are the preset. As the form has
 * no such resource, n8n drops it, and only the operation and the preset are saved.
 */
export function panelActionProperties(): INodeProperties[] {
	const resource: INodeProperties = {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: '',
		// All of one name, so that the panel puts no headings between the entries.
		options: panelActions.map(({ action }) => ({ name: 'Recording', value: action })),
		displayOptions: { hide: { '@tool': [false, true] } },
	};
	return [resource, ...panelActions.map(operationOf)];
}

function operationOf({ action, description, operation, preset }: PanelAction): INodeProperties {
	const conditions = { resource: action, ...preset };
	const show = Object.fromEntries(
		Object.entries(conditions).map(([name, value]) => [name, [value]]),
	);
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: operation,
		options: [{ name: action, value: operation, action, description }],
		displayOptions: { show },
	};
}
