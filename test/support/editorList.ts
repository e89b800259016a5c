import { LoadOptionsContext } from 'n8n-core';
import type { INode, INodeListSearchResult, INodeParameters, INodeType } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { additionalDataFor, nodeTypesOf } from './engine';

export interface ListRequest {
	node: INodeType;
	/** Name under `methods.listSearch`. */
	method: string;
	parameters?: INodeParameters;
	filter?: string;
	token?: string;
	credentials: { apiKey: string; baseUrl: string };
}

/** Opens a list of a node as the editor does: in n8n-core's context for lists. */
export async function openList(request: ListRequest): Promise<INodeListSearchResult> {
	const { node: type, method, parameters = {}, filter, token, credentials } = request;
	const node: INode = {
		id: 'gladia',
		name: 'Gladia',
		type: type.description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { gladiaApi: { id: '1', name: 'Gladia' } },
	};
	const workflow = new Workflow({
		id: 'workflow',
		active: false,
		nodes: [node],
		connections: {},
		nodeTypes: nodeTypesOf({ [node.type]: type }),
	});
	const data = { ...additionalDataFor(credentials), currentNodeParameters: parameters };
	const search = type.methods?.listSearch?.[method];
	if (search === undefined) throw new Error(`${node.type} has no list ${method}`);
	const context = new LoadOptionsContext(workflow, node, data, '');
	return await search.call(context, filter, token);
}
