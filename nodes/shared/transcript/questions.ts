import { isRecord, recordsIn, textOrNull } from '../json/values';

/** A prompt with the name under which its answer is shown. */
export interface Question {
	name: string;
	/** Empty where the question is known by its place only. */
	prompt: string;
	/** Whether the answer is expected to be JSON. */
	parseAsJson: boolean;
}

/**
 * The rows of a parameter of questions, `{ question: [{ name, prompt, parseAsJson }] }`, or a list of
 * them from an expression. Texts have no surrounding blanks; rows without any text are left out.
 */
export function questionsIn(value: unknown): Question[] {
	return recordsIn(isRecord(value) ? value.question : value)
		.map(({ name, prompt, parseAsJson }) => ({
			name: plainText(name),
			prompt: plainText(prompt),
			parseAsJson: parseAsJson === true,
		}))
		.filter(({ name, prompt }) => name !== '' || prompt !== '');
}

/** An expression may give a number. */
function plainText(value: unknown): string {
	return (typeof value === 'number' ? String(value) : (textOrNull(value) ?? '')).trim();
}
