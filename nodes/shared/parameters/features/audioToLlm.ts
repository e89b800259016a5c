import { questionRow } from '../../fields/questionRows';
import { questionsIn } from '../../transcript/questions';
import { toTexts } from '../engine/apiValue';
import type { ApiParameter, Feature } from '../engine/definition';
import { label } from '../engine/definition';

const askLlm: ApiParameter = {
	path: 'audio_to_llm',
	field: {
		displayName: 'Ask Questions About the Recording',
		name: 'audioToLlm',
		type: 'boolean',
		default: false,
		description:
			'Whether to run your own prompts on the transcript with a large language model (Audio to LLM)',
		hint: 'A language model answers them from the transcript',
	},
};

const PROMPTS = 'audio_to_llm_config.prompts';

/** The prompts of named questions; the names stay here, for the answers. */
const questions: ApiParameter = {
	path: PROMPTS,
	field: {
		displayName: 'Questions',
		name: 'questions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Question' },
		default: {},
		placeholder: 'Add Question',
		description: 'What to ask. Each answer becomes a field with the name of its question.',
		options: [
			{
				displayName: 'Question',
				name: 'question',
				values: questionRow('Question or instruction for the model'),
			},
		],
	},
	toApi: (value) => questionsIn(value).map(({ prompt }) => prompt),
};

/** Questions without names: those of version 1 of the node. */
const prompts: ApiParameter = {
	path: PROMPTS,
	appends: true,
	field: {
		displayName: 'Prompts',
		name: 'prompts',
		type: 'string',
		typeOptions: { rows: 3, multipleValues: true, multipleValueButtonText: 'Add Prompt' },
		displayOptions: { hide: { '@version': [{ _cnd: { gte: 1.1 } }] } },
		default: [],
		placeholder: 'e.g. List the decisions that were made and who is responsible for each',
		description: 'Questions or instructions for the model. Each one is answered separately.',
	},
};

/** The same since version 1.1, where only questions with names are on the surface of the form. */
const morePrompts: ApiParameter = {
	path: PROMPTS,
	appends: true,
	field: {
		displayName: 'More Prompts',
		name: 'morePrompts',
		type: 'string',
		typeOptions: { rows: 3, multipleValues: true, multipleValueButtonText: 'Add Prompt' },
		default: [],
		placeholder: 'e.g. {{ $json.prompts }}',
		description: 'Questions without names. An expression can return a list.',
	},
	toApi: toTexts,
};

const model: ApiParameter = {
	path: 'audio_to_llm_config.model',
	field: {
		displayName: 'Model',
		name: 'model',
		type: 'string',
		default: '',
		placeholder: 'e.g. openai/gpt-5.4-nano',
		description:
			'Any model that OpenRouter lists, written as vendor/name. Leave empty for <code>openai/gpt-5.4-nano</code>.',
	},
};

export const audioToLlm: Feature = {
	switch: askLlm,
	fields: [questions, prompts],
	settings: {
		displayName: 'Audio to LLM Options',
		name: 'audioToLlmOptions',
		parameters: [model, morePrompts],
	},
	findIssue(read) {
		if (read(askLlm.path) !== true) return undefined;
		const asked = read(PROMPTS);
		if (asked === undefined) {
			return {
				message: `${label(questions)} is empty while ${label(askLlm)} is on`,
				description: `Add a question with a prompt, or turn ${label(askLlm)} off`,
			};
		}
		const empty = Array.isArray(asked) ? asked.indexOf('') : -1;
		if (empty < 0) return undefined;
		return {
			message: `The prompt of question ${empty + 1} in ${label(questions)} is empty`,
			description: 'Enter what to ask, or remove the question',
		};
	},
};
