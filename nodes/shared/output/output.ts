import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import { isAgentTool } from '../execution/agentTool';
import type { SpeakerNames } from '../transcript/speakerLabels';
import type { OutputChoice } from './choice';
import { readChosenInputFields, readOutputChoice } from './choice';
import { withInputFields } from './inputFields';
import type { ShapedItem } from './outputMode';
import { outputOptions } from './outputMode';
import type { ParameterSource } from './parameterSource';
import { readCollection } from './parameterSource';
import { shapeResult } from './shape';
import { readSpeakerNames } from './speakerNames';
import { toolAnswer } from './toolAnswer';

export { outputProperties, plainItemOptions } from './properties';

type FileStore = Pick<IExecuteSingleFunctions['helpers'], 'prepareBinaryData'>;

/**
 * The output choice of the current item of a declarative node.
 * @throws NodeOperationError for an invalid choice; see readOutputChoice.
 */
export function chosenOutput(context: IExecuteSingleFunctions): OutputChoice {
	return readOutputChoice(sourceOf(context));
}

/**
 * The items of the chosen output of a job, linked to the input item and with its chosen fields; for an
 * agent in few words.
 */
export async function shapeJob(
	context: IExecuteSingleFunctions,
	job: TranscriptionJob,
): Promise<INodeExecutionData[]> {
	const choice = chosenOutput(context);
	const { json: input } = context.getInputData();
	const itemIndex = context.getItemIndex();
	const isForAgent = isAgentTool(context) && choice.output !== 'full';
	return await Promise.all(
		shapeResult(job, choice).map(async ({ json, files }) => {
			const own = isForAgent ? toolAnswer(json) : json;
			const data = withInputFields(own, input, choice.shared.inputFields);
			return await toExecutionData({ json: data, files }, itemIndex, context.helpers);
		}),
	);
}

/**
 * The data of an item that no output has made, such as that of a job which has only been started, with
 * the chosen fields of the input item.
 */
export function includeInput(context: IExecuteSingleFunctions, json: IDataObject): IDataObject {
	return withInputFields(json, context.getInputData().json, chosenInputFields(context));
}

/** The paths of the fields of the input item that come along; see withInputFields. */
export function chosenInputFields(context: IExecuteSingleFunctions): string[] {
	return readChosenInputFields(sourceOf(context));
}

/**
 * The names of the speakers for items that no output makes.
 * @throws NodeOperationError when they cannot be read; call it before a billed session starts
 */
export function chosenSpeakerNames(context: IExecuteSingleFunctions): SpeakerNames {
	const source = sourceOf(context);
	return readSpeakerNames(source, readCollection(source, outputOptions.name));
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

function sourceOf(context: IExecuteSingleFunctions): ParameterSource {
	return {
		node: context.getNode(),
		itemIndex: context.getItemIndex(),
		read: (name) => context.getNodeParameter(name, null),
	};
}
