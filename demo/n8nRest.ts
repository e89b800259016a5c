import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
	INode,
	INodeCredentials,
	INodeListSearchResult,
	INodeParameters,
	INodeTypeDescription,
	IRunExecutionData,
	IWorkflowBase,
} from 'n8n-workflow';
import type { Execution } from './execution';
import { parseFlatted } from './flattedJson';
import type { Credential, Owner } from './n8nAccount';

export type NewWorkflow = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections'> &
	Partial<Pick<IWorkflowBase, 'pinData'>>;

/** How long n8n may take to turn a workflow's triggers on or off. */
const PUBLICATION_MS = 20_000;

/** n8n's message for a request that it refused because its database was slow to answer a ping. */
const DATABASE_AWAY = 'Database is not ready!';
/** How long a busy machine may keep the database from answering. */
const DATABASE_PATIENCE_MS = 60_000;

const ENDED = ['canceled', 'crashed', 'error', 'success'];

/** The part of n8n's own REST API (the editor's) that the demo and the tests need. */
export class N8nRest {
	/** Value of the cookie `n8n-auth` after `setUpOwner` or `login`. */
	authCookie = '';

	private readonly pushRef = randomUUID();

	constructor(readonly url: string) {}

	async setUpOwner(owner: Owner): Promise<void> {
		await this.request('POST', '/rest/owner/setup', { ...owner });
	}

	async login({ email, password }: Pick<Owner, 'email' | 'password'>): Promise<void> {
		await this.request('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	/** Returns the new credential's id. */
	async createCredential(credential: Credential): Promise<string> {
		const { id } = await this.request<{ id: string }>('POST', '/rest/credentials', {
			...credential,
		});
		return id;
	}

	/** What the editor shows after 'Save' or 'Retry' in the credential dialog. */
	async testCredential(
		credential: Credential & { id: string },
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		return await this.request('POST', '/rest/credentials/test', { credentials: credential });
	}

	/** Returns the new workflow's id. */
	async createWorkflow(workflow: NewWorkflow): Promise<string> {
		const { id } = await this.request<{ id: string }>('POST', '/rest/workflows', {
			settings: {},
			// n8n 1 wants to be told.
			active: false,
			...workflow,
		});
		return id;
	}

	/** A workflow as it is saved. */
	async workflow(id: string): Promise<IWorkflowBase> {
		return await this.request('GET', `/rest/workflows/${id}`);
	}

	/** Starts a workflow as the editor's run button does; returns the execution's id at once. */
	async run(workflowId: string, trigger: INode['name']): Promise<string> {
		const { executionId } = await this.request<{ executionId: string }>(
			'POST',
			`/rest/workflows/${workflowId}/run`,
			await this.runFrom(workflowId, trigger),
		);
		return executionId;
	}

	/** Waits for one call of a trigger's test URL, as the editor does after 'Execute step'. */
	async listenForTest(workflowId: string, trigger: INode['name']): Promise<void> {
		const body = await this.runFrom(workflowId, trigger);
		await this.request('POST', `/rest/workflows/${workflowId}/run`, body);
	}

	/** Publishes the workflow and waits until its triggers are on. */
	async activate(workflowId: string): Promise<void> {
		const { versionId } = await this.workflow(workflowId);
		await this.request('POST', `/rest/workflows/${workflowId}/activate`, { versionId });
		await this.untilPublication(workflowId, 'published');
	}

	/** Switches the workflow off and waits until its triggers are off. */
	async deactivate(workflowId: string): Promise<void> {
		await this.request('POST', `/rest/workflows/${workflowId}/deactivate`, {});
		await this.untilPublication(workflowId, 'not_published');
	}

	/** Ids of the latest 100 executions of a workflow, oldest first; only of a status, if given. */
	async executionIds(workflowId: string, status?: string): Promise<string[]> {
		const wanted = { workflowId, ...(status !== undefined && { status: [status] }) };
		const filter = encodeURIComponent(JSON.stringify(wanted));
		const { results } = await this.request<{ results: Array<{ id: string }> }>(
			'GET',
			`/rest/executions?limit=100&filter=${filter}`,
		);
		return results.map(({ id }) => id).reverse();
	}

	async execution(id: string): Promise<Execution> {
		const { data, ...rest } = await this.request<{ id: string; status: string; data: string }>(
			'GET',
			`/rest/executions/${id}`,
		);
		return { ...rest, data: parseFlatted(data) as IRunExecutionData };
	}

	/** Waits until the execution has ended in whatever way; throws after `timeoutMs`. */
	async waitForExecution(id: string, timeoutMs: number): Promise<Execution> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const execution = await this.execution(id);
			if (ENDED.includes(execution.status)) return execution;
			if (Date.now() > deadline) {
				throw new Error(
					`Execution ${id} is still '${execution.status}' after ${timeoutMs / 1000} s.`,
				);
			}
			await sleep(250);
		}
	}

	async stop(executionId: string): Promise<void> {
		await this.request('POST', `/rest/executions/${executionId}/stop`);
	}

	/** The descriptions of all node types as the editor loads them, AI tool variants included. */
	async nodeTypes(): Promise<INodeTypeDescription[]> {
		const response = await this.send('GET', '/types/nodes.json');
		return (await response.json()) as INodeTypeDescription[];
	}

	/** What the editor's searchable list of a node's parameter offers. */
	async listSearch(search: {
		methodName: string;
		filter?: string;
		nodeTypeAndVersion: { name: string; version: number };
		currentNodeParameters: INodeParameters;
		credentials: INodeCredentials;
	}): Promise<INodeListSearchResult> {
		const path = '/rest/dynamic-node-parameters/resource-locator-results';
		return await this.request('POST', path, { path: '', ...search });
	}

	/** The output preview that the editor offers before the first run; undefined if there is none. */
	async outputSchema(
		nodeType: string,
		version: string,
		...resourceAndOperation: string[]
	): Promise<unknown> {
		const path = [nodeType, version, ...resourceAndOperation].map(encodeURIComponent).join('/');
		const response = await this.send('GET', `/schemas/${path}.json`);
		return response.ok ? await response.json() : undefined;
	}

	/** Content of a binary field by its `id`. */
	async binary(id: string): Promise<Buffer> {
		const response = await this.send(
			'GET',
			`/rest/binary-data?id=${encodeURIComponent(id)}&action=download`,
		);
		if (!response.ok) throw new Error(`Binary data ${id}: n8n answered ${response.status}.`);
		return Buffer.from(await response.arrayBuffer());
	}

	/** What starts a run by hand: n8n 1 takes the workflow from the request, n8n 2 from its store. */
	private async runFrom(workflowId: string, trigger: INode['name']): Promise<object> {
		return {
			workflowData: await this.workflow(workflowId),
			triggerToStartFrom: { name: trigger },
		};
	}

	/** n8n 2 turns triggers on and off after it has answered; n8n 1 before, and tells no status. */
	private async untilPublication(workflowId: string, wanted: string): Promise<void> {
		for (const deadline = Date.now() + PUBLICATION_MS; ; await sleep(100)) {
			const path = `/rest/workflows/${workflowId}/publication-status`;
			if ((await this.send('GET', path)).status === 404) return;
			const { status } = await this.request<{ status: string }>('GET', path);
			if (status === wanted) return;
			if (Date.now() > deadline) throw new Error(`Workflow ${workflowId} is '${status}'.`);
		}
	}

	private async request<T>(
		method: string,
		path: string,
		body?: object,
		patienceEnds = Date.now() + DATABASE_PATIENCE_MS,
	): Promise<T> {
		const response = await this.send(method, path, body);
		const text = await response.text();
		if (!response.ok) {
			const { message = text } = parseObject(text);
			if (message === DATABASE_AWAY && Date.now() < patienceEnds) {
				await sleep(500);
				return await this.request(method, path, body, patienceEnds);
			}
			throw new Error(`${method} ${path}: n8n answered ${response.status} ${String(message)}`);
		}
		const [cookie] = response.headers.getSetCookie().filter((line) => line.startsWith('n8n-auth='));
		if (cookie) this.authCookie = cookie.slice('n8n-auth='.length, cookie.indexOf(';'));
		return (JSON.parse(text) as { data: T }).data;
	}

	private async send(method: string, path: string, body?: object): Promise<Response> {
		return await fetch(this.url + path, {
			method,
			headers: {
				// n8n closes idle connections after some seconds, and a request may just meet that.
				connection: 'close',
				'content-type': 'application/json',
				cookie: `n8n-auth=${this.authCookie}`,
				'push-ref': this.pushRef,
			},
			body: body && JSON.stringify(body),
		});
	}
}

/** The JSON object in a text, or an empty one. */
function parseObject(text: string): Record<string, unknown> {
	try {
		return Object(JSON.parse(text)) as Record<string, unknown>;
	} catch {
		return {};
	}
}
