import type { INode, INodeProperties } from 'n8n-workflow';

/** Conditions for fields of a form: the node as a tool of an AI agent, or as a step of its own. */
export const asTool = { '@tool': [true] };
export const asStep = { '@tool': [false] };

/**
 * Whether the node runs as a tool, for an AI agent or for a client of an MCP server. n8n makes the tool
 * of a node under the node's type name followed by 'Tool'.
 */
export function isAgentTool(context: { getNode: () => INode }): boolean {
	return context.getNode().type.endsWith('Tool');
}

/**
 * Default of a field that the agent's model fills in. It is written as n8n's own button 'Let the model
 * define this parameter' writes it, so that the editor shows the description instead of an expression.
 *
 * @param label of the field, of which n8n makes the name that the model sees
 * @param description what the model has to give
 */
export function filledByModel(label: string, description: string): string {
	const name = label.replaceAll(/\W+/g, '_');
	return `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${name}', \`${description}\`, 'string') }}`;
}

/**
 * The field that tells the model what the tool does. n8n adds one of its own to nodes without it, with
 * the words of the operation ("Transcribe audio in Gladia Transcribe").
 *
 * @param texts by operation; n8n's own words remain for the others
 */
export function toolDescriptions(texts: Record<string, string>): INodeProperties[] {
	return Object.entries(texts).map(([operation, text]) => ({
		displayName: 'Tool Description',
		name: 'toolDescription',
		type: 'string',
		typeOptions: { rows: 4 },
		default: text,
		required: true,
		description: 'What the tool does; the model chooses among the tools of the agent by it',
		displayOptions: { show: { ...asTool, operation: [operation] } },
	}));
}
