import type { INodeProperties } from 'n8n-workflow';
import { questionRow } from '../fields/questionRows';
import type { Question } from '../transcript/questions';
import { questionsIn } from '../transcript/questions';
import type { ParameterSource } from './parameterSource';
import { parameterError } from './parameterSource';

/** Where questions stand: the ones to ask, and the names of those that were asked earlier. */
const labels = { questions: 'Questions', questionNames: 'Question Names' };

/** Names for the answers of a job that was started elsewhere. */
export const questionNamesField: INodeProperties = {
	displayName: labels.questionNames,
	name: 'questionNames',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Question' },
	default: {},
	placeholder: 'Add Question',
	description:
		'Names of the answers to the questions that were asked about the recording, as fields of <code>answers</code>. Without a name, they are <code>answer_1</code>, <code>answer_2</code> and so on.',
	options: [
		{
			displayName: 'Question',
			name: 'question',
			values: questionRow(
				'The prompt as it was sent, which tells whose answer this is. Leave empty to go by the order of the prompts.',
			),
		},
	],
};

/**
 * The named questions of the current item: those that Gladia Transcribe asks, or those whose names
 * Gladia Get Result has been given. Rows without any text are left out.
 * @param options the collection that holds the field above
 * @throws NodeOperationError when a name is empty or appears twice. Call it before a billed job starts.
 */
export function readQuestions(
	source: ParameterSource,
	options: Record<string, unknown>,
): Question[] {
	const given = { questions: source.read('questions'), questionNames: options.questionNames };
	return (['questions', 'questionNames'] as const).flatMap((parameter) => {
		const questions = questionsIn(given[parameter]);
		const names = new Set<string>();
		questions.forEach(({ name }, index) => {
			const label = `'${labels[parameter]}'`;
			if (name === '') {
				throw parameterError(source, {
					message: `The name of question ${index + 1} in ${label} is empty`,
					description: 'Enter a name: the answer becomes a field with it',
				});
			}
			if (names.has(name)) {
				throw parameterError(source, {
					message: `Two questions in ${label} have the name '${name}'`,
					description: 'Give every question a name of its own: the answers become fields with them',
				});
			}
			names.add(name);
		});
		return questions;
	});
}
