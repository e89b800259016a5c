import type { INode, INodeParameters } from 'n8n-workflow';
import type { NewWorkflow } from '../../demo/n8nRest';

/** One of n8n's own nodes, such as `webhook`. */
export const baseNode = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
): INode => ({
	id: name,
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	position: [0, 0],
	parameters,
});

/** A workflow of nodes one after the other. */
export function chainOf(name: string, nodes: INode[]): NewWorkflow {
	const connections: NewWorkflow['connections'] = {};
	nodes.slice(1).forEach((next, index) => {
		const from = nodes[index]?.name ?? '';
		connections[from] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	});
	return { name, nodes, connections };
}
