import type { INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import type { NodeRun } from '../test/support/engine';
import { runNode } from '../test/support/engine';
import { SANDBOX_KEY } from './sandboxProcess';

/**
 * Runs a node in n8n's engine against a sandbox.
 *
 * @param onChunk gets what a caller whom the workflow answers by streaming is sent
 * @throws when the execution does not succeed
 */
export async function outputOf(
	node: INodeType,
	url: string,
	items: INodeExecutionData[],
	parameters: INodeParameters = {},
	onChunk?: NodeRun['onChunk'],
): Promise<INodeExecutionData[]> {
	const credentials = { apiKey: SANDBOX_KEY, baseUrl: url };
	const result = await runNode({ node, items, parameters, credentials, onChunk });
	if (result.error) throw result.error;
	return result.items;
}
