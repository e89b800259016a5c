import type { TranscriptionJob } from '../api/types';
import { recordsIn, textOrNull, valueAt } from '../json/values';
import type { Question } from './questions';

/** The answer of the language model to one prompt. */
export interface PromptAnswer {
	/** That of the question; `answer_1` and so on, by the place in the request, for the others. */
	name: string;
	prompt: string | null;
	/** As the model wrote it; null when it failed. */
	response: string | null;
	/** The response, or the data in it where JSON was expected. */
	answer: unknown;
	/** JSON was expected, but the response is a text. */
	isNotJson: boolean;
	success: boolean;
	error: unknown;
}

/**
 * The answers of a job in the order of its prompts. A question belongs to the answer whose prompt is
 * the same, by the texts that the API repeats; one that is not among those belongs to the answer at its
 * own place, if no other question does.
 */
export function promptAnswers(job: TranscriptionJob, questions: Question[]): PromptAnswer[] {
	const given = recordsIn(valueAt(job, 'result.audio_to_llm.results')).map((answer, index) => ({
		answer,
		prompt:
			textOrNull(valueAt(answer, 'results.prompt')) ??
			textOrNull(valueAt(job, `request_params.audio_to_llm_config.prompts[${index}]`)),
	}));
	const questionAt = matched(
		given.map(({ prompt }) => prompt),
		questions,
	);
	const taken = new Set([...questionAt.values()].map(({ name }) => name));
	return given.map(({ answer, prompt }, index) => {
		const question = questionAt.get(index);
		const response = textOrNull(valueAt(answer, 'results.response'));
		const data = question?.parseAsJson === true ? jsonIn(response) : undefined;
		return {
			name: question?.name ?? takeName(index + 1, taken),
			prompt,
			response,
			answer: data === undefined ? response : data.value,
			isNotJson: question?.parseAsJson === true && response !== null && data === undefined,
			success: answer.success !== false,
			error: answer.error ?? null,
		};
	});
}

/** The question of each answer, by the index of the answer. */
function matched(prompts: Array<string | null>, questions: Question[]): Map<number, Question> {
	const found = new Map<number, Question>();
	const others = [...questions.entries()].filter(([, question]) => {
		const wanted = spaced(question.prompt);
		const index = prompts.findIndex(
			(prompt, at) => prompt !== null && !found.has(at) && spaced(prompt) === wanted,
		);
		if (index >= 0) found.set(index, question);
		return index < 0;
	});
	for (const [index, question] of others) {
		if (index < prompts.length && !found.has(index)) found.set(index, question);
	}
	return found;
}

/** Texts count as the same if they differ in blanks only. */
function spaced(text: string): string {
	return text.trim().replace(/\s+/gu, ' ');
}

function takeName(number: number, taken: Set<string>): string {
	const plain = `answer_${number}`;
	let name = plain;
	for (let more = 2; taken.has(name); more++) name = `${plain}_${more}`;
	taken.add(name);
	return name;
}

const fence = /```[\w-]*[ \t]*\r?\n?([^]*?)```/u;

/**
 * The data in a text of JSON, also where a model has put it into a code block of Markdown, with or
 * without words around it.
 * @returns undefined for anything else
 */
function jsonIn(text: string | null): { value: unknown } | undefined {
	if (text === null) return undefined;
	return parsed(text) ?? parsed(fence.exec(text)?.[1] ?? '');
}

function parsed(text: string): { value: unknown } | undefined {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return undefined;
	}
}
