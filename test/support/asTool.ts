import type { INodeType } from 'n8n-workflow';

/** The node as n8n offers it to agents: under its type name followed by 'Tool'. */
export function asTool(node: INodeType): INodeType {
	const tool = Object.create(node) as INodeType;
	tool.description = { ...node.description, name: `${node.description.name}Tool` };
	return tool;
}
