import type { TranscriptionJob } from '../../../nodes/shared/api/types';
import { promptAnswers } from '../../../nodes/shared/transcript/answers';
import type { Question } from '../../../nodes/shared/transcript/questions';
import { questionsIn } from '../../../nodes/shared/transcript/questions';

const answered = (response: unknown, prompt?: string) => ({
	success: true,
	error: null,
	results: { prompt, response },
});
const job = (results: unknown[], prompts?: string[]): TranscriptionJob =>
	({
		id: 'job',
		request_params: { audio_to_llm_config: { prompts } },
		result: { audio_to_llm: { results } },
	}) as unknown as TranscriptionJob;
const question = (name: string, prompt = '', parseAsJson = false): Question => ({
	name,
	prompt,
	parseAsJson,
});

const names = (results: unknown[], questions: Question[], prompts?: string[]) =>
	promptAnswers(job(results, prompts), questions).map(({ name, response }) => [name, response]);

describe('promptAnswers', () => {
	it('finds the name of an answer by its prompt, in any order and whatever the blanks', () => {
		const results = [answered('a', ' Who\n speaks?'), answered('b', 'Next steps?')];
		expect(
			names(results, [question('next', 'Next steps?'), question('who', 'Who speaks?')]),
		).toEqual([
			['who', 'a'],
			['next', 'b'],
		]);
	});

	it('finds prompts in the request where the answers do not repeat them', () => {
		const prompts = ['Who speaks?', 'Next steps?'];
		const questions = [question('next', 'Next steps?'), question('who', 'Who speaks?')];
		expect(names([answered('a'), answered('b')], questions, prompts)).toEqual([
			['who', 'a'],
			['next', 'b'],
		]);
	});

	it('goes by the place where there is no prompt, or no such one', () => {
		expect(names([answered('a'), answered('b')], [question('x', 'X?'), question('y')])).toEqual([
			['x', 'a'],
			['y', 'b'],
		]);
		const results = [answered('a', 'One?'), answered('b', 'Two?'), answered('c', 'Three?')];
		const changed = [
			question('first', 'Another one?'),
			question('two', 'Two?'),
			question('one', 'One?'),
		];
		expect(names(results, changed)).toEqual([
			['one', 'a'],
			['two', 'b'],
			['answer_3', 'c'],
		]);
	});

	it('numbers answers without a name, and never uses a name twice', () => {
		const results = [answered('a', 'One?'), answered('b', 'Two?'), answered('c', 'Three?')];
		expect(names(results, [])).toEqual([
			['answer_1', 'a'],
			['answer_2', 'b'],
			['answer_3', 'c'],
		]);
		expect(names(results, [question('answer_1', 'Three?')])).toEqual([
			['answer_1_2', 'a'],
			['answer_2', 'b'],
			['answer_1', 'c'],
		]);
	});

	it('gives the same prompt twice to two questions', () => {
		const results = [answered('a', 'One?'), answered('b', 'One?')];
		expect(names(results, [question('x', 'One?'), question('y', 'One?')])).toEqual([
			['x', 'a'],
			['y', 'b'],
		]);
	});

	it.each([
		['{"a": [1]}', { a: [1] }],
		['```json\n{"a": 1}\n```', { a: 1 }],
		['```\n[1, 2]```', [1, 2]],
		['Here it is:\n```JSON\r\n{"a": "``"}\r\n```\nAnything else?', { a: '``' }],
		[' null ', null],
	])('reads the JSON in %j', (response, answer) => {
		const results = [answered(response, 'One?')];
		expect(promptAnswers(job(results), [question('x', 'One?', true)])).toEqual([
			{ name: 'x', prompt: 'One?', response, answer, isNotJson: false, success: true, error: null },
		]);
	});

	it.each(['No.', '```json\n{"a": 1', '{"a": 1,}', ''])(
		'keeps %j, which is not JSON',
		(response) => {
			const results = [answered(response, 'One?')];
			expect(promptAnswers(job(results), [question('x', 'One?', true)])).toMatchObject([
				{ response, answer: response, isNotJson: true },
			]);
			expect(promptAnswers(job(results), [question('x', 'One?')])).toMatchObject([
				{ response, answer: response, isNotJson: false },
			]);
		},
	);

	it('has no answer where the model failed', () => {
		const failed = { success: false, error: { message: 'Busy' }, results: null };
		expect(promptAnswers(job([failed], ['One?']), [question('x', 'One?', true)])).toEqual([
			{
				...{ name: 'x', prompt: 'One?', response: null, answer: null, isNotJson: false },
				...{ success: false, error: { message: 'Busy' } },
			},
		]);
	});
});

describe('questionsIn', () => {
	it('reads the rows of the form, and a list of them, without empty ones', () => {
		const rows = [
			{ name: ' who ', prompt: ' Who? ', parseAsJson: true },
			{ name: '', prompt: ' ' },
			{ name: 7 },
		];
		const questions = [
			{ name: 'who', prompt: 'Who?', parseAsJson: true },
			{ name: '7', prompt: '', parseAsJson: false },
		];
		expect(questionsIn({ question: rows })).toEqual(questions);
		expect(questionsIn(rows)).toEqual(questions);
	});

	it.each([null, undefined, '', {}, [], 'text', { question: {} }])('has none in %j', (value) => {
		expect(questionsIn(value)).toEqual([]);
	});
});
