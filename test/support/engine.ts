import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Container } from '@n8n/di';
import type { ExecuteContext } from 'n8n-core';
import {
	BinaryDataConfig,
	BinaryDataService,
	ExecutionLifecycleHooks,
	RoutingNode,
	WorkflowExecute,
} from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypes,
	IRun,
	IWorkflowExecuteAdditionalData,
	OnError,
	StructuredChunk,
} from 'n8n-workflow';
import { createRunExecutionData, ICredentialsHelper, Workflow } from 'n8n-workflow';
import { GladiaApi } from '../../credentials/GladiaApi.credentials';

/** Name of the node under test inside the workflow that `runNode` builds. */
const NODE = 'Gladia';
const SOURCE = 'Source';

export interface NodeRun {
	node: INodeType;
	parameters: INodeParameters;
	items: INodeExecutionData[];
	credentials: { apiKey: string; baseUrl: string };
	/** Version of the node's form; the first one unless set. */
	typeVersion?: number;
	onError?: OnError;
	retryOnFail?: boolean;
	executeOnce?: boolean;
	/** Ends the execution as the editor's stop button does. */
	cancelWhen?: Promise<unknown>;
	/** Called with what is sent to a caller whom the workflow answers by streaming. */
	onChunk?: (chunk: StructuredChunk) => void;
}

export interface NodeResult {
	/** Items of the first output. */
	items: INodeExecutionData[];
	/** Items of the error output (onError: continueErrorOutput). */
	errorItems: INodeExecutionData[];
	error: IRun['data']['resultData']['error'];
	status: IRun['status'];
	/** What n8n would store of an execution that was put to sleep, and when its timer would end it. */
	suspended?: { items: INodeExecutionData[]; until: Date };
}

/** Runs one node in n8n-core's own engine, fed by a node whose items it can be linked to. */
export async function runNode(run: NodeRun): Promise<NodeResult> {
	const workflow = workflowOf(run);
	const node = workflow.getNode(NODE) as INode;
	const executionData = createRunExecutionData({
		resultData: { runData: { [SOURCE]: [sourceTask(run.items)] } },
		executionData: {
			nodeExecutionStack: [
				{ node, data: { main: [run.items] }, source: { main: [{ previousNode: SOURCE }] } },
			],
		},
	});
	const additionalData = additionalDataFor(run.credentials);
	const { onChunk } = run;
	if (onChunk !== undefined) {
		additionalData.streamingEnabled = true;
		additionalData.hooks?.addHandler('sendChunk', async (chunk) => onChunk(chunk));
	}
	const execute = new WorkflowExecute(additionalData, 'manual', executionData);
	const execution = execute.processRunExecutionData(workflow);
	void run.cancelWhen?.then(() => execution.cancel());
	const { data, status, waitTill } = await execution;
	// In front of the node's own there is an empty one for n8n's timer.
	const waiting = data.executionData?.nodeExecutionStack.find(({ data: { main } }) => main?.[0]);
	const outputs = data.resultData.runData[NODE]?.at(-1)?.data?.main ?? [];
	return {
		items: outputs[0] ?? [],
		errorItems: outputs[1] ?? [],
		error: data.resultData.error,
		status,
		...(waitTill && { suspended: { items: waiting?.data.main?.[0] ?? [], until: waitTill } }),
	};
}

/** Puts n8n's binary store into a folder of this test, as a real n8n with files on disk has it. */
export async function useBinaryStore(): Promise<BinaryDataService> {
	const config = Container.get(BinaryDataConfig);
	config.mode = 'filesystem';
	config.localStoragePath = mkdtempSync(join(tmpdir(), 'gladia-binary-'));
	const service = Container.get(BinaryDataService);
	await service.init();
	return service;
}

/** An item with a file in the binary store, as a node before would have left it. */
export async function storedFile(
	store: BinaryDataService,
	bytes: Buffer,
	fileName: string,
): Promise<INodeExecutionData> {
	const location = { type: 'execution' as const, workflowId: 'workflow', executionId: 'execution' };
	const binary = { mimeType: 'audio/wav', fileName, data: '' };
	return {
		json: {},
		binary: { data: await store.store(location, Readable.from([bytes]), binary) },
	};
}

function workflowOf(run: NodeRun): Workflow {
	const { node, parameters, typeVersion = 1, onError, retryOnFail, executeOnce } = run;
	const type = withExecute(node);
	const common = { position: [0, 0] as [number, number], typeVersion: 1 };
	return new Workflow({
		id: 'workflow',
		active: false,
		nodeTypes: nodeTypesOf({ [type.description.name]: type, source: sourceType }),
		nodes: [
			{ ...common, id: 'source', name: SOURCE, type: 'source', parameters: {} },
			{
				...common,
				id: 'gladia',
				name: NODE,
				type: type.description.name,
				typeVersion,
				parameters,
				credentials: { gladiaApi: { id: '1', name: 'Gladia' } },
				onError,
				retryOnFail,
				waitBetweenTries: 1,
				executeOnce,
			},
		],
		connections: { [SOURCE]: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
	});
}

/** n8n gives declarative nodes an execute function when it loads them; the engine alone does not. */
export function withExecute(node: INodeType): INodeType {
	if (node.description.requestDefaults === undefined) return node;
	const type = Object.create(node) as INodeType;
	type.execute = async function (this: IExecuteFunctions) {
		return (await new RoutingNode(this as unknown as ExecuteContext, node).runNode()) ?? [[]];
	};
	return type;
}

const sourceType: INodeType = {
	description: {
		displayName: SOURCE,
		name: 'source',
		group: ['transform'],
		version: 1,
		description: 'Gives the items of the test',
		defaults: { name: SOURCE },
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
};

/** Node types as the engine looks them up. */
export function nodeTypesOf(types: Record<string, INodeType>): INodeTypes {
	const find = (name: string): INodeType => {
		const type = types[name];
		if (type === undefined) throw new Error(`No node type ${name}`);
		return type;
	};
	return { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
}

function sourceTask(items: INodeExecutionData[]) {
	return {
		startTime: 0,
		executionTime: 0,
		executionIndex: 0,
		source: [],
		data: { main: [items] },
	};
}

/** What the engine needs from the server around it, as far as nodes use it. */
export function additionalDataFor(
	credentials: NodeRun['credentials'],
): IWorkflowExecuteAdditionalData {
	const notUsed = 'http://127.0.0.1:1';
	return {
		credentialsHelper: new GladiaCredentials(credentials),
		hooks: new ExecutionLifecycleHooks('manual', 'execution', {
			id: 'workflow',
			name: 'workflow',
			active: false,
			activeVersionId: null,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
			nodes: [],
			connections: {},
		}),
		executionId: 'execution',
		currentNodeExecutionIndex: 0,
		restApiUrl: notUsed,
		instanceBaseUrl: notUsed,
		formBaseUrl: notUsed,
		formWaitingBaseUrl: notUsed,
		formTestBaseUrl: notUsed,
		webhookBaseUrl: notUsed,
		webhookWaitingBaseUrl: notUsed,
		webhookTestBaseUrl: notUsed,
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** Applies the authentication that the credential class declares, as n8n's own helper does. */
class GladiaCredentials extends ICredentialsHelper {
	constructor(private readonly data: ICredentialDataDecryptedObject) {
		super();
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_type: string,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { properties } = new GladiaApi().authenticate;
		const headers: IDataObject = {};
		for (const [name, expression] of Object.entries(properties.headers ?? {})) {
			const field = /^=\{\{\$credentials\.(\w+)\}\}$/.exec(String(expression))?.[1] ?? '';
			headers[name] = String(credentials[field]);
		}
		return { ...request, headers: { ...request.headers, ...headers } };
	}

	override async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		return this.data;
	}

	override getParentTypes(): string[] {
		return [];
	}

	override isCredentialUsableByNode(): boolean {
		return true;
	}

	override async preAuthentication(): Promise<undefined> {}

	override async runPreAuthentication(): Promise<undefined> {}

	override async getCredentials(): Promise<never> {
		throw new Error('Encrypted credentials are not used in tests');
	}

	override async updateCredentials(): Promise<void> {}

	override async updateCredentialsOauthTokenData(): Promise<void> {}

	override getCredentialsProperties() {
		return new GladiaApi().properties;
	}
}
