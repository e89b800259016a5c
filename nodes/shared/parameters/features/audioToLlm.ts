import type { ApiParameter, Feature } from '../engine/definition';

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

const prompts: ApiParameter = {
	path: 'audio_to_llm_config.prompts',
	field: {
		displayName: 'Prompts',
		name: 'prompts',
		type: 'string',
		typeOptions: { rows: 3, multipleValues: true, multipleValueButtonText: 'Add Prompt' },
		required: true,
		default: [],
		placeholder: 'e.g. List the decisions that were made and who is responsible for each',
		description: 'Questions or instructions for the model. Each one is answered separately.',
	},
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
	fields: [prompts],
	settings: {
		displayName: 'Audio to LLM Options',
		name: 'audioToLlmOptions',
		parameters: [model],
	},
};
