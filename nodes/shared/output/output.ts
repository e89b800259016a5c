import type { IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import { isAgentTool } from '../execution/agentTool';
import type { OutputChoice } from './choice';
import { readOutputChoice } from './choice';
import type { ShapedItem } from './outputMode';
import { shapeResult } from './shape';
import { toolAnswer } from './toolAnswer';

export { outputProperties } from './properties';

type FileStore = Pick<IExecuteSingleFunctions['helpers'], 'prepareBinaryData'>;

/**
 * The output choice of the current item of a declarative node.
 * @throws NodeOperationError for an invalid choice; see readOutputChoice.
 */
export function chosenOutput(context: IExecuteSingleFunctions): OutputChoice {
	return readOutputChoice({
		node: context.getNode(),
		itemIndex: context.getItemIndex(),
		read: (name) => context.getNodeParameter(name, null),
	});
}

/** The items of the chosen output of a job, linked to the input item; for an agent in few words. */
export async function shapeJob(
	context: IExecuteSingleFunctions,
	job: TranscriptionJob,
): Promise<INodeExecutionData[]> {
	const choice = chosenOutput(context);
	const shaped = shapeResult(job, choice);
	const isForAgent = isAgentTool(context) && choice.output !== 'full';
	const items = isForAgent
		? shaped.map((item) => ({ ...item, json: toolAnswer(item.json) }))
		: shaped;
	return await Promise.all(
		items.map(async (item) => await toExecutionData(item, context.getItemIndex(), context.helpers)),
	);
}

/** Stores an item's files and links it to the input item with the given index. */
export async function toExecutionData(
	{ json, files }: ShapedItem,
	itemIndex: number,
	store: FileStore,
): Promise<INodeExecutionData> {
	const pairedItem = { item: itemIndex };
	if (files === undefined) return { json, pairedItem };
	const binary = await Promise.all(
		files.map(async ({ field, content, fileName, mimeType }) => {
			const file = await store.prepareBinaryData(Buffer.from(content), fileName, mimeType);
			return [field, file] as const;
		}),
	);
	return { json, binary: Object.fromEntries(binary), pairedItem };
}
