import type { INodeProperties } from 'n8n-workflow';

/** A row of named questions, `{ name, prompt, parseAsJson }`, as they are asked and as answers are named. */
export function questionRow(promptDescription: string): INodeProperties[] {
	return [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. action_items',
			description: 'Name of the field for the answer',
		},
		{
			displayName: 'Prompt',
			name: 'prompt',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. List the action items',
			description: promptDescription,
		},
		{
			displayName: 'Parse as JSON',
			name: 'parseAsJson',
			type: 'boolean',
			default: false,
			description:
				'Whether the answer is JSON to return as data. What is not JSON stays a text, and its name is listed in <code>answers_not_json</code>.',
		},
	];
}
