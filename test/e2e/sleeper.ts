import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Execution } from '../../demo/execution';
import { outputOf } from '../../demo/execution';
import type { N8nRest, NewWorkflow } from '../../demo/n8nRest';
import type { Sandbox, SandboxOptions } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import type { GladiaNode } from './gladiaWorkflow';
import { GLADIA, gladiaWorkflow, sandboxCredential, TRIGGER } from './gladiaWorkflow';
import { until } from './until';

const API_KEY = 'key-of-the-callback-tests';

/** The node after Gladia; how often it runs tells how often the execution went on. */
export const NEXT = 'Next';

export type Setup = Partial<Omit<GladiaNode, 'type'>> &
	SandboxOptions & {
		/** Name of this machine by which the credential knows the sandbox; default 127.0.0.1. */
		host?: string;
	};

/** Parameters of Gladia Transcribe that sleeps at once on the `url` of its item. */
export const sleepAtOnce: INodeParameters = {
	audioSource: 'url',
	audioUrl: '={{ $json.url }}',
	waitFor: 'callback',
	limits: { pollFirstSeconds: 0 },
};

export const audioUrls = (count: number): string[] =>
	Array.from({ length: count }, (_, n) => `https://example.com/${n}.mp3`);

/** A workflow whose Gladia Transcribe sleeps until it is called back, and its sandbox. */
export class Sleeper {
	private constructor(
		readonly rest: N8nRest,
		readonly sandbox: Sandbox,
		readonly workflow: NewWorkflow,
		readonly credential: { id: string; name: string },
	) {}

	static async open(rest: N8nRest, urls: string[], setup: Setup = {}): Promise<Sleeper> {
		const { parameters, onError, retryOnFail, host = '127.0.0.1', ...options } = setup;
		const sandbox = await startSandbox({ jobSeconds: 1.5, ...options, keys: [API_KEY] });
		const url = sandbox.url.replace('127.0.0.1', host);
		const credential = await sandboxCredential(rest, { url }, API_KEY).catch(async (error) => {
			await sandbox.close();
			throw error;
		});
		const items = urls.map((url): IDataObject => ({ url }));
		const workflow = gladiaWorkflow(items, credential, {
			type: 'gladiaTranscribe',
			parameters: { ...sleepAtOnce, ...parameters },
			onError,
			retryOnFail,
		});
		workflow.nodes.push({
			id: NEXT,
			name: NEXT,
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [440, 0],
			parameters: {},
		});
		workflow.connections[GLADIA] = { main: [[{ node: NEXT, type: 'main', index: 0 }]] };
		return new Sleeper(rest, sandbox, workflow, credential);
	}

	/**
	 * Makes the workflow one that a webhook starts with a list of `{ url }`, switched on. What comes
	 * out of Gladia is posted to `results`.
	 */
	async activate(results: string): Promise<{ id: string; path: string }> {
		const path = randomUUID();
		const { workflow } = this;
		const common = { typeVersion: 1, position: [0, 0] as [number, number] };
		workflow.nodes.push(
			{
				...common,
				id: 'webhook',
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: path,
				parameters: { httpMethod: 'POST', path },
			},
			{
				...common,
				id: 'split',
				name: 'Split',
				type: 'n8n-nodes-base.splitOut',
				parameters: { fieldToSplitOut: 'body.audio' },
			},
			{
				...common,
				id: 'post',
				name: 'Post',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				parameters: {
					method: 'POST',
					url: results,
					sendBody: true,
					specifyBody: 'json',
					jsonBody: '={{ $json }}',
				},
			},
		);
		connect(workflow, ['Webhook', 'Split'], ['Split', GLADIA], [GLADIA, NEXT], [NEXT, 'Post']);
		const id = await this.rest.createWorkflow({ ...workflow, pinData: {} });
		await this.rest.activate(id);
		return { id, path: `webhook/${path}` };
	}

	/** Starts an execution; resolves with its id when it has begun. */
	async start(): Promise<string> {
		return await this.rest.run(await this.rest.createWorkflow(this.workflow), TRIGGER);
	}

	/** Starts an execution and waits until n8n has put it to sleep. */
	async park(): Promise<string> {
		const id = await this.start();
		await untilAsleep(this.rest, id);
		return id;
	}

	/** Runs the workflow to its end. */
	async run(): Promise<Execution> {
		return await this.rest.waitForExecution(await this.start(), 60_000);
	}

	/** Waits until the node has looked for itself, which it does 2 s after it fell asleep. */
	async untilLooked(): Promise<void> {
		await until('the node has asked for a job', () => this.questions > 0);
	}

	/** Waits until all jobs are over. */
	async untilJobsDone(): Promise<void> {
		const { sandbox } = this;
		await until('all jobs are done', () => sandbox.jobs().every(({ status }) => status === 'done'));
	}

	/** Waits until n8n has answered every call of the sandbox, in at least one try. */
	async untilCallbacksAnswered(): Promise<void> {
		const { deliveries } = this.sandbox;
		await until('every callback is answered', () =>
			deliveries.every(({ status, state }) => status > 0 || state !== 'sending'),
		);
	}

	/** Where the job of an audio URL is to be called back. */
	callbackUrl(audioUrl = audioUrls(1)[0]): string {
		const { callback_config } = jobOf(this.sandbox, audioUrl)?.request_params ?? {};
		return String((callback_config as IDataObject).url);
	}

	/** The item that the node's default output makes of the job of an audio URL. */
	result(audioUrl: string, item: number): INodeExecutionData {
		return resultItem(this.sandbox, audioUrl, item);
	}

	/** How often the node asked for jobs. */
	get questions(): number {
		return this.sandbox.requests.filter(({ method }) => method === 'GET').length;
	}

	/** How many jobs were started, with and without success. */
	get starts(): number {
		return this.sandbox.requests.filter(({ method }) => method === 'POST').length;
	}
}

/** Another Gladia Transcribe that sleeps, with the audio of the workflow's start. */
export const secondGladia = ({ credential }: Sleeper): INode => ({
	id: 'Second',
	name: 'Second',
	type: 'n8n-nodes-gladia-speech.gladiaTranscribe',
	typeVersion: 1,
	position: [0, 0],
	parameters: { ...sleepAtOnce, audioUrl: `={{ $('${TRIGGER}').item.json.url }}` },
	credentials: { gladiaApi: credential },
});

/** Connects nodes by their main outputs, and cuts all other connections: [from, to, output of from]. */
export function connect(
	workflow: Pick<NewWorkflow, 'connections'>,
	...lines: Array<[string, string, number?]>
): void {
	workflow.connections = {};
	for (const [from, to, output = 0] of lines) {
		const main = ((workflow.connections[from] ??= { main: [] }).main ??= []);
		while (main.length <= output) main.push([]);
		main[output]?.push({ node: to, type: 'main', index: 0 });
	}
}

export function jobOf(sandbox: Sandbox, audioUrl: string | undefined) {
	return sandbox.jobs().find(({ request_params }) => request_params?.audio_url === audioUrl);
}

/** The item that Gladia Transcribe's default output makes of the job of an audio URL. */
export function resultItem(sandbox: Sandbox, audioUrl: string, item: number): INodeExecutionData {
	const job = jobOf(sandbox, audioUrl);
	const { transcription, metadata } = job?.result as Record<string, IDataObject>;
	return {
		json: {
			id: job?.id,
			status: 'done',
			filename: basename(audioUrl),
			audio_duration: metadata?.audio_duration,
			languages: ['en'],
			speaker_count: null,
			full_transcript: transcription?.full_transcript,
			summary: null,
			custom_metadata: null,
			failed_add_ons: [],
		},
		pairedItem: { item },
	};
}

/** Waits until an execution is stored as sleeping. */
export async function untilAsleep(rest: N8nRest, executionId: string): Promise<void> {
	const isAsleep = async () => (await rest.execution(executionId)).status === 'waiting';
	await until(`execution ${executionId} sleeps`, isAsleep, 30_000);
}

/** Sends what Gladia would, or what it never would; returns the status of the answer. */
export async function post(url: string, body: unknown): Promise<number> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
	await response.arrayBuffer();
	return response.status;
}

/** How often the node after Gladia has run. */
export function runsOfNext(execution: Execution): number {
	return execution.data.resultData.runData[NEXT]?.length ?? 0;
}

/** Claims that an execution came to these items, and went on once. */
export function expectItems(execution: Execution, items: INodeExecutionData[]): void {
	expect(execution.status).toBe('success');
	expect(outputOf(execution, GLADIA)).toEqual(items);
	expect(runsOfNext(execution)).toBe(1);
}
