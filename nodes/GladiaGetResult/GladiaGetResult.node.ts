import type {
	INodeProperties,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { CREDENTIAL, requestDefaults } from '../shared/api/transport';
import { workRouting } from '../shared/execution/itemOperation';
import { MAIN_CONNECTION } from '../shared/execution/mainConnection';
import { COLLECTION_PATH, searchTranscriptions } from '../shared/fields/transcriptionLocator';
import { toolDescriptionProperties, transcriptionProperties } from './fields/agentTool';
import { addDebugMetadata, debugMetadataProperties } from './operations/addDebugMetadata';
import { deleteTranscription } from './operations/delete';
import { downloadAudio, downloadProperties } from './operations/download';
import { getProperties, getTranscription } from './operations/get';
import { getManyProperties, getManyTranscriptions } from './operations/getMany';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	default: 'preRecorded',
	options: [
		{ name: 'Live Transcription', value: 'live', description: 'A session that was streamed' },
		{ name: 'Pre-Recorded Transcription', value: 'preRecorded', description: 'A file or URL' },
	],
};

const debugMetadata: INodePropertyOptions = {
	name: 'Add Debug Metadata',
	value: 'addDebugMetadata',
	action: 'Add debug metadata to live transcription',
	description: 'Attach data to an ended session that helps Gladia investigate it',
	routing: workRouting({ method: 'PATCH', url: COLLECTION_PATH }, addDebugMetadata),
};

/** The operations of both kinds; only the texts in the nodes panel differ. */
function operations(value: 'preRecorded' | 'live', words: string): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'get',
		displayOptions: { show: { resource: [value] } },
		options: [
			{
				name: 'Delete',
				value: 'delete',
				action: `Delete ${words}`,
				description: 'Delete a transcription and its audio permanently',
				routing: workRouting({ method: 'DELETE', url: COLLECTION_PATH }, deleteTranscription),
			},
			{
				name: 'Download Audio',
				value: 'download',
				action: `Download audio of ${words}`,
				description: 'Get the audio of a transcription as a file',
				routing: workRouting({ method: 'GET', url: COLLECTION_PATH }, downloadAudio),
			},
			{
				name: 'Get',
				value: 'get',
				action: `Get ${words}`,
				description: 'Get the result of a transcription',
				routing: workRouting({ method: 'GET', url: COLLECTION_PATH }, getTranscription),
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: `Get many ${words}s`,
				description: 'Get a list of transcriptions with their results',
				routing: workRouting({ method: 'GET', url: COLLECTION_PATH }, getManyTranscriptions),
			},
		],
	};
}

function withOption(field: INodeProperties, option: INodePropertyOptions): INodeProperties {
	return { ...field, options: [option, ...(field.options ?? [])] };
}

/** Reads, lists, deletes and downloads what Gladia has transcribed, recorded or live. */
export class GladiaGetResult implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Gladia Get Result',
		name: 'gladiaGetResult',
		icon: { light: 'file:../../icons/gladia.svg', dark: 'file:../../icons/gladia.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ ({ get: "get", getAll: "get many", download: "download audio", delete: "delete", addDebugMetadata: "add debug metadata" })[$parameter["operation"]] + ($parameter["resource"] === "live" ? ": live" : "") }}',
		description: 'Get, list, download and delete Gladia transcriptions',
		builderHint: {
			searchHint:
				'Reads a transcription by its ID, lists, downloads or deletes transcriptions. Not needed after Gladia Transcribe, which returns the result itself.',
		},
		defaults: { name: 'Gladia Get Result' },
		usableAsTool: true,
		inputs: MAIN_CONNECTION,
		outputs: MAIN_CONNECTION,
		credentials: [{ name: CREDENTIAL, required: true }],
		requestDefaults,
		properties: [
			resource,
			operations('preRecorded', 'transcription'),
			withOption(operations('live', 'live transcription'), debugMetadata),
			...toolDescriptionProperties,
			...transcriptionProperties({ operation: ['addDebugMetadata', 'delete', 'get'] }),
			...getProperties({ operation: ['get'] }),
			...getManyProperties({ operation: ['getAll'] }),
			...downloadProperties({ operation: ['download'] }),
			...debugMetadataProperties({ operation: ['addDebugMetadata'], resource: ['live'] }),
		],
	};

	methods = { listSearch: { searchTranscriptions } };
}
