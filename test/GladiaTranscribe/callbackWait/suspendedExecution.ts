import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebhookContext, WorkflowExecute } from 'n8n-core';
import type {
	INode,
	INodeExecutionData,
	INodeParameters,
	IRun,
	IRunExecutionData,
	IWorkflowExecuteAdditionalData,
	OnError,
	RelatedExecution,
	Workflow,
} from 'n8n-workflow';
import { createRunExecutionData } from 'n8n-workflow';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { additionalDataFor, withExecute } from '../../support/engine';
import type { Answer } from '../../support/express';
import { likeExpress } from '../../support/express';
import { NEXT, readLikeN8n, suspendedWorkflow } from './suspendedWorkflow';

export interface SuspensionSetup {
	items: INodeExecutionData[];
	credentials: { apiKey: string; baseUrl: string };
	/** Parameters of each Gladia Transcribe, one behind the other; all are suspended at once unless set. */
	nodes?: INodeParameters[];
	onError?: OnError;
	/** Whether n8n resumes an execution for every call, as before 2.7.4. */
	resumesTwice?: boolean;
	/** How long n8n takes to store that the execution is suspended, in milliseconds. */
	storeDelay?: number;
	/** The execution that waits for this one as its sub-workflow. */
	parentExecution?: RelatedExecution;
	/** How long n8n takes to resume for a call, in milliseconds. */
	resumeDelay?: number;
	/** For so many calls n8n fails to resume; default none. */
	failedResumes?: number;
	/** Where n8n believes that it can be called; default where it can. */
	webhookUrl?: string;
}

type Status = IRun['status'];

const type = withExecute(new GladiaTranscribe());
const [webhookDescription] = type.description.webhooks ?? [];
const open: Server[] = [];

afterEach(() => {
	for (const server of open.splice(0)) {
		server.close();
		server.closeAllConnections();
	}
});

/**
 * One execution of a workflow in n8n-core's own engine, and around it what n8n's server does with a
 * suspended one: stores it as text, takes calls for it, and resumes it for a call or by its timer.
 */
export class SuspendedExecution {
	/** Items that came out of each node, for each of its runs. */
	readonly outputs = new Map<string, INodeExecutionData[][]>();

	status: Status = 'new';

	/** How often n8n has run it: at its start, and at the end of each suspension. */
	runs = 0;

	waitTill?: Date;

	error: IRun['data']['resultData']['error'];

	private stored = '';

	private resumed = '';

	private readonly id = randomUUID();

	private url = '';

	private failures = 0;

	private readonly workflow: Workflow;

	private constructor(private readonly setup: SuspensionSetup) {
		this.workflow = suspendedWorkflow(setup, type, this.outputs);
	}

	/** Runs the workflow until it is suspended or ends. */
	static async start(setup: SuspensionSetup): Promise<SuspendedExecution> {
		const execution = new SuspendedExecution(setup);
		await execution.listen();
		const node = execution.workflow.getNode('Source') as INode;
		const data = createRunExecutionData({
			...(setup.parentExecution && { parentExecution: setup.parentExecution }),
			resultData: { runData: {} },
			executionData: {
				nodeExecutionStack: [{ node, data: { main: [setup.items] }, source: null }],
			},
		});
		await execution.run(data);
		return execution;
	}

	/** What n8n's timer does when the time of a suspension is over. */
	async timerEnds(): Promise<void> {
		const data = this.read();
		if (data === undefined || this.status !== 'waiting') return;
		await this.run(data);
	}

	/** Resolves when the execution has ended. */
	async ended(timeoutMs = 10_000): Promise<this> {
		for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(20)) {
			if (this.status === 'success' || this.status === 'error') return this;
		}
		throw new Error(`The execution is still '${this.status}'`);
	}

	/** Runs of the node after those under test. */
	get runsOfNext(): number {
		return this.outputs.get(NEXT)?.length ?? 0;
	}

	/** Items that came to the node after those under test. */
	get items(): INodeExecutionData[] {
		return this.outputs.get(NEXT)?.flat() ?? [];
	}

	/** What the timer of n8n before 2.7.4 does to an execution that a call has resumed already. */
	async timerResumesAgain(): Promise<void> {
		await this.run(JSON.parse(this.resumed) as IRunExecutionData);
	}

	private async run(data: IRunExecutionData): Promise<void> {
		this.status = 'running';
		this.runs++;
		// Older versions have none, and the node knows them by that.
		if (this.setup.resumesTwice === true) Reflect.deleteProperty(data, 'resumeToken');
		const {
			data: after,
			status,
			waitTill,
		} = await new WorkflowExecute(this.surroundings(), 'manual', data).processRunExecutionData(
			this.workflow,
		);
		await sleep(this.setup.storeDelay ?? 0);
		this.stored = JSON.stringify(after);
		this.waitTill = waitTill ?? undefined;
		this.error = after.resultData.error;
		this.status = status;
	}

	private read(): IRunExecutionData | undefined {
		return this.stored === '' ? undefined : (JSON.parse(this.stored) as IRunExecutionData);
	}

	private async listen(): Promise<void> {
		const server = createServer(async (request, response) => {
			await this.receive(request, likeExpress(response));
		});
		open.push(server);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	/** What n8n's server does with a call for an execution. */
	private async receive(request: IncomingMessage, answer: Answer): Promise<void> {
		const { pathname } = new URL(request.url ?? '', this.url);
		const node = Object.values(this.workflow.nodes).find(({ id }) => pathname.endsWith(`/${id}`));
		if (request.method === 'GET') return answer.status(200).json({});
		const data = this.read();
		if (this.status === 'running' || data === undefined) {
			return answer.status(409).json({ message: 'is running already' });
		}
		if (this.status !== 'waiting') return answer.status(409).json({ message: 'has finished' });
		const { lastNodeExecuted = '' } = data.resultData;
		if (node?.name !== lastNodeExecuted) return answer.status(404).json({ message: 'no webhook' });
		const [entry] = data.executionData?.nodeExecutionStack ?? [];
		if (entry !== undefined) entry.node.disabled = true;
		data.waitTill = undefined;
		data.resultData.runData[lastNodeExecuted]?.pop();
		const call = await readLikeN8n(request);
		const around = { ...this.surroundings(), httpRequest: call, httpResponse: answer };
		const context = new WebhookContext(
			this.workflow,
			node,
			around as unknown as IWorkflowExecuteAdditionalData,
			'manual',
			{
				httpMethod: 'POST',
				node: node.name,
				path: node.id,
				webhookDescription: webhookDescription as never,
				workflowId: 'workflow',
				workflowExecuteAdditionalData: around as unknown as IWorkflowExecuteAdditionalData,
			},
			[],
			data,
		);
		const result = (await type.webhook?.call(context)) ?? {};
		if (result.workflowData === undefined) return;
		await sleep(this.setup.resumeDelay ?? 0);
		if (this.failures++ < (this.setup.failedResumes ?? 0)) {
			if (result.noWebhookResponse !== true) answer.status(500).json({ message: 'failed' });
			return;
		}
		const [first] = data.executionData?.nodeExecutionStack ?? [];
		if (first !== undefined) first.data.main = result.workflowData;
		if (this.setup.resumesTwice !== true && this.status !== 'waiting') {
			if (result.noWebhookResponse !== true) answer.status(500).json({ message: 'is resuming' });
			return;
		}
		this.stored = JSON.stringify(data);
		this.resumed = this.stored;
		void this.run(JSON.parse(this.stored) as IRunExecutionData);
		if (result.noWebhookResponse !== true) answer.status(200).json(result.webhookResponse);
	}

	private surroundings(): IWorkflowExecuteAdditionalData {
		const around = additionalDataFor(this.setup.credentials);
		return Object.assign(around, {
			executionId: this.id,
			webhookWaitingBaseUrl: this.setup.webhookUrl ?? this.url,
			getRunExecutionData: async () => this.read(),
		});
	}
}
