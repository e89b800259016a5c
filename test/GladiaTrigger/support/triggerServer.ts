import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { HookContext, WebhookContext } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { GladiaTrigger } from '../../../nodes/GladiaTrigger/GladiaTrigger.node';
import { additionalDataFor, nodeTypesOf } from '../../support/engine';
import type { Answer } from '../../support/express';
import { likeExpress } from '../../support/express';
import { API_KEY, SECRET } from './calls';

export interface TriggerSetup {
	parameters?: INodeParameters;
	credentials?: { apiKey?: string; baseUrl?: string; webhookSecret?: string };
	/** Whether it is the test URL that is called. */
	isTest?: boolean;
	/** Of the node: the same id is the same trigger, on or off; by default each is another one. */
	id?: string;
	/** What n8n has stored with the workflow, and where it stores more. */
	staticData?: IDataObject;
}

export interface TriggerServer {
	/** Where Gladia would call. */
	url: string;
	/** Items of every execution that was started. */
	executions: INodeExecutionData[][];
	/** What `webhook()` has thrown; n8n shows it in the editor, and answers 500 unless there is an answer. */
	thrown: unknown[];
	/** How every call was answered so far, noted on the server, so that no transfer time counts. */
	answers: ServerAnswer[];
	/** Lets this many of the next starts fail, as n8n's do when its database is away. */
	failStarts(count: number): void;
	/** Saves the credential with other values. */
	changeCredential(values: TriggerSetup['credentials']): void;
	/** What n8n calls when the workflow is switched off. */
	deactivate(): Promise<void>;
}

/** One answer, as the server gave it. */
export interface ServerAnswer {
	status: number;
	/** Time since the call was read, in milliseconds. */
	after: number;
	/** How many executions had been started by then. */
	executions: number;
}

const node = new GladiaTrigger();
const open: Server[] = [];

afterEach(() => {
	for (const server of open.splice(0)) {
		server.close();
		server.closeAllConnections();
	}
});

/**
 * An HTTP server that hands each call to the node's `webhook()` in n8n-core's own context and then
 * does what n8n's webhook server does: start an execution, then answer.
 */
export async function triggerServer(setup: TriggerSetup = {}): Promise<TriggerServer> {
	const { isTest = false, id = randomUUID() } = setup;
	const mode = isTest ? 'manual' : 'webhook';
	const triggerNode: INode = {
		id,
		name: 'Gladia Trigger',
		type: 'gladiaTrigger',
		typeVersion: 1.1,
		position: [0, 0],
		webhookId: id,
		parameters: setup.parameters ?? {},
		credentials: { gladiaApi: { id: '1', name: 'Gladia' } },
	};
	const { staticData = {} } = setup;
	// As n8n does, one for each call, with a copy of what is stored.
	const loadWorkflow = () =>
		new Workflow({
			id: 'workflow',
			active: true,
			nodeTypes: nodeTypesOf({ gladiaTrigger: node }),
			nodes: [triggerNode],
			staticData: structuredClone(staticData),
			connections: {},
		});
	const save = (workflow: Workflow) => {
		if (workflow.staticData.__dataChanged !== true) return;
		Object.assign(staticData, JSON.parse(JSON.stringify(workflow.staticData)));
	};
	const credentials = {
		apiKey: API_KEY,
		baseUrl: 'http://127.0.0.1:1',
		webhookSecret: SECRET,
		...setup.credentials,
	};
	const surroundings = () => ({
		...additionalDataFor(credentials),
		// A proxy in front of this n8n cuts off the prefix.
		webhookBaseUrl: `${origin}/n8n/webhook`,
		webhookTestBaseUrl: `${origin}/n8n/webhook-test`,
	});
	const executions: INodeExecutionData[][] = [];
	const thrown: unknown[] = [];
	const answers: ServerAnswer[] = [];
	let failures = 0;
	let origin = '';

	const contextFor = (workflow: Workflow, data: IWorkflowExecuteAdditionalData) =>
		new WebhookContext(workflow, triggerNode, data, mode, webhookData(data, id, isTest), [], null);
	const server = createServer(async (request, response) => {
		const answer = likeExpress(response);
		const call = await readLikeN8n(request);
		const readAt = Date.now();
		response.once('prefinish', () => {
			const after = Date.now() - readAt;
			answers.push({ status: response.statusCode, after, executions: executions.length });
		});
		const data = { ...surroundings(), httpRequest: call, httpResponse: answer };
		try {
			const workflow = loadWorkflow();
			const context = contextFor(workflow, data as unknown as IWorkflowExecuteAdditionalData);
			const reply = await node.webhook.call(context);
			save(workflow);
			finish(reply, answer);
		} catch (error) {
			thrown.push(error);
			if (!answer.headersSent) answer.status(500).json({ message: String(error) });
		}
	});
	const finish = (
		{ workflowData, webhookResponse, noWebhookResponse }: IWebhookResponseData,
		answer: Answer,
	) => {
		const [items] = workflowData ?? [];
		if (items !== undefined) {
			if (failures-- > 0) return answer.status(500).json({ message: 'could not be started' });
			executions.push(items);
		}
		if (!noWebhookResponse) answer.status(200).json(webhookResponse);
	};
	open.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url: `${origin}/${isTest ? 'webhook-test' : 'webhook'}/${id}/gladia-trigger`,
		executions,
		thrown,
		answers,
		changeCredential: (values) => Object.assign(credentials, values),
		failStarts: (count) => (failures = count),
		async deactivate() {
			await node.webhookMethods.default.delete.call(
				new HookContext(
					loadWorkflow(),
					triggerNode,
					surroundings(),
					// Whatever is switched off, n8n says 'internal'.
					'internal',
					'update',
					webhookData(surroundings(), id, isTest),
				),
			);
		},
	};
}

function webhookData(
	surroundings: IWorkflowExecuteAdditionalData,
	id: string,
	isTest: boolean,
): ConstructorParameters<typeof WebhookContext>[4] {
	const [webhookDescription] = node.description.webhooks ?? [];
	if (webhookDescription === undefined) throw new Error('No webhook described');
	return {
		httpMethod: 'POST',
		node: 'Gladia Trigger',
		path: `${id}/gladia-trigger`,
		isTest,
		webhookDescription,
		workflowId: 'workflow',
		workflowExecuteAdditionalData: surroundings,
	};
}

/** n8n reads what the header calls text, as JSON only if it says so, and leaves the rest to the node. */
async function readLikeN8n(request: IncomingMessage) {
	const { searchParams } = new URL(request.url ?? '', 'http://n8n');
	const call = Object.assign(request, {
		rawBody: undefined as Buffer | undefined,
		async readRawBody() {
			call.rawBody ??= await buffer(request);
		},
		query: Object.fromEntries(searchParams),
		params: {},
		originalUrl: request.url,
		body: {},
	});
	const type = request.headers['content-type'];
	if (type === 'application/json' || type === 'text/plain') await call.readRawBody();
	if (type === 'application/json') call.body = JSON.parse(String(call.rawBody));
	return call;
}
