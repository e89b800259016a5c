import type { INode, INodeParameters } from 'n8n-workflow';
import type { StoredCredential } from '../../demo/n8nAccount';
import { baseNode, chainOf } from './nodeChain';

/** The steps around Gladia in the everyday workflows: what people chain the result into. */

export const manualStart = baseNode('Start', 'manualTrigger', 1, {});

/** Starts when a person uploads a recording. */
export const uploadForm = (responseMode = 'onReceived'): INode => ({
	...baseNode('Upload', 'formTrigger', 2.6, {
		formTitle: 'Upload a recording',
		formFields: { values: [{ fieldLabel: 'Recording', fieldType: 'file' }] },
		responseMode,
		options: {},
	}),
	webhookId: `everyday-${responseMode}`,
});

export const mailOfSummary = (smtp: StoredCredential): INode => ({
	...baseNode('Send Email', 'emailSend', 2.1, {
		fromEmail: 'n8n@example.com',
		toEmail: 'team@example.com',
		subject: '=Summary of {{ $json.filename }}',
		emailFormat: 'text',
		text: '={{ $json.summary }}',
		options: { appendAttribution: false, attachments: 'srt' },
	}),
	credentials: { smtp },
	webhookId: 'everyday-mail',
});

/** @param url of a stand-in for Notion */
export const pageForNotion = (url: string): INode =>
	baseNode('Notion', 'httpRequest', 4.2, {
		method: 'POST',
		url,
		sendBody: true,
		specifyBody: 'json',
		jsonBody:
			"={{ { text: $json.text, page: $json.index, pages: $json.chunk_count, summary: $json.summary, actionItems: $json.answers['Action Items'] } }}",
		options: {},
	});

const table = { __rl: true, mode: 'name', value: 'Talk time of the e2e tests' };

/** Columns of the table → where they come from. */
const columns = {
	speaker: 'speaker_label',
	talk_time: 'talk_time',
	turns: 'turns',
	questions: 'questions',
};

const schema = Object.keys(columns).map((column) => ({
	id: column,
	displayName: column,
	required: false,
	defaultMatch: false,
	display: true,
	type: column === 'speaker' ? 'string' : 'number',
	canBeUsedToMatch: true,
}));

const dataTable = (name: string, parameters: INodeParameters) =>
	baseNode(name, 'dataTable', 1.1, parameters);

/** A workflow that creates the table of the call statistics. */
export const tableToCreate = chainOf('e2e new table', [
	manualStart,
	dataTable('Create', {
		resource: 'table',
		operation: 'create',
		tableName: table.value,
		columns: { column: schema.map(({ id, type }) => ({ name: id, type })) },
		options: { createIfNotExists: true },
	}),
]);

/** Stores a row for each item, and reads the whole table back. */
export const rowsOfTable: INode[] = [
	dataTable('Insert', {
		resource: 'row',
		operation: 'insert',
		dataTableId: table,
		columns: {
			mappingMode: 'defineBelow',
			value: Object.fromEntries(
				Object.entries(columns).map(([column, field]) => [column, `={{ $json.${field} }}`]),
			),
			schema,
		},
		options: {},
	}),
	{
		...dataTable('Read', {
			resource: 'row',
			operation: 'get',
			dataTableId: table,
			returnAll: true,
		}),
		executeOnce: true,
	},
];

/** An agent that is asked what was said, and its model. */
export const agentWith = (openAiApi: StoredCredential): INode[] => [
	{
		...baseNode('AI Agent', 'agent', 3, {
			promptType: 'define',
			text: '={{ $json.full_transcript }}',
			options: {},
		}),
		type: '@n8n/n8n-nodes-langchain.agent',
	},
	{
		...baseNode('Model', 'lmChatOpenAi', 1.3, {
			model: { __rl: true, mode: 'id', value: 'stand-in' },
			responsesApiEnabled: false,
		}),
		type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
		credentials: { openAiApi },
	},
];

/** The last page of the form: the show notes, and the report as a file. */
export const showNotesPage: INode = {
	...baseNode('Form', 'form', 2.5, {
		operation: 'completion',
		respondWith: 'returnBinary',
		completionTitle: 'Show notes',
		completionMessage: "={{ $json.answers['Show Notes'] }}",
		inputDataFieldName: 'html',
	}),
	webhookId: 'everyday-form-end',
};
