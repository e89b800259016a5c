import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Execution } from '../../demo/execution';
import { outputOf } from '../../demo/execution';
import type { N8nRest } from '../../demo/n8nRest';
import type { Collector } from './collector';
import { startCollector } from './collector';
import { GLADIA, TRIGGER } from './gladiaWorkflow';
import { connectToHost } from './n8nHost';
import type { Setup } from './sleeper';
import {
	audioUrls,
	connect,
	expectItems,
	jobOf,
	NEXT,
	post,
	secondGladia,
	Sleeper,
	untilAsleep,
} from './sleeper';
import { until } from './until';

jest.setTimeout(180_000);

const FOR_EVER = 600;
const urls = audioUrls(2);
let rest: N8nRest;
const sleepers: Sleeper[] = [];
let collector: Collector;

async function open(setup: Setup = {}, list = urls): Promise<Sleeper> {
	const sleeper = await Sleeper.open(rest, list, setup);
	sleepers.push(sleeper);
	return sleeper;
}

const results = (sleeper: Sleeper) => urls.map((url, item) => sleeper.result(url, item));
const finish = async (id: string) => await rest.waitForExecution(id, 120_000);

const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
): INode => ({
	id: name,
	name,
	type: type.includes('.') ? type : `n8n-nodes-base.${type}`,
	typeVersion,
	position: [0, 0],
	parameters,
});

/** n8n looks for deadlines once a minute, so these sleep while the other tests run. */
const deadlines = {
	maxWait: { limits: { pollFirstSeconds: 0, maxWaitMinutes: 0.02 } } satisfies INodeParameters,
	async plain() {
		const sleeper = await open({ jobSeconds: FOR_EVER, parameters: this.maxWait });
		return { sleeper, id: await sleeper.start() };
	},
	async withFailedItem() {
		const parameters = this.maxWait;
		const sleeper = await open(
			{ jobSeconds: FOR_EVER, parameters, onError: 'continueErrorOutput' },
			['no url', ...urls],
		);
		return { sleeper, id: await sleeper.start() };
	},
	async intoAnotherGladia() {
		const sleeper = await open({ jobSeconds: 4, parameters: this.maxWait });
		sleeper.sandbox.playNext({ kind: 'never', times: 2 });
		sleeper.workflow.nodes.push(secondGladia(sleeper));
		connect(sleeper.workflow, [TRIGGER, GLADIA], [GLADIA, 'Second'], ['Second', NEXT]);
		return { sleeper, id: await sleeper.start() };
	},
};
let slept: Record<
	'plain' | 'withFailedItem' | 'intoAnotherGladia',
	{ sleeper: Sleeper; id: string }
>;

beforeAll(async () => {
	rest = await connectToHost();
	collector = await startCollector();
	slept = {
		plain: await deadlines.plain(),
		withFailedItem: await deadlines.withFailedItem(),
		intoAnotherGladia: await deadlines.intoAnotherGladia(),
	};
});
afterAll(async () => {
	for (const { sandbox } of sleepers) await sandbox.close();
	await collector.close();
});

describe('an execution that sleeps', () => {
	it('in production, started by a webhook', async () => {
		const sleeper = await open();
		const { bodies } = collector;
		const { id: workflowId, path } = await sleeper.activate(collector.url);
		const audio = urls.map((url) => ({ url }));
		expect(await post(`${rest.url}/${path}`, { audio })).toBe(200);
		await until('it has started', async () => (await rest.executionIds(workflowId)).length > 0);
		const [id = ''] = await rest.executionIds(workflowId);
		await untilAsleep(rest, id);
		const execution = await finish(id);
		expectItems(execution, results(sleeper));
		expect((execution as Execution & { mode: string }).mode).toBe('webhook');
		expect(bodies).toEqual(results(sleeper).map(({ json }) => json));
		await rest.deactivate(workflowId);
	});

	it('as a sub-workflow gives its items to the workflow that waits for it', async () => {
		const sleeper = await open();
		const child = { ...sleeper.workflow, pinData: {}, nodes: [...sleeper.workflow.nodes] };
		child.nodes[0] = node(TRIGGER, 'executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' });
		const value = await rest.createWorkflow(child);
		await rest.activate(value);
		sleeper.workflow.nodes.push(
			node('Sub', 'executeWorkflow', 1.2, { workflowId: { __rl: true, mode: 'id', value } }),
		);
		connect(sleeper.workflow, [TRIGGER, 'Sub'], ['Sub', NEXT]);
		const execution = await finish(await sleeper.start());
		expect(execution.status).toBe('success');
		expect(outputOf(execution, NEXT).map(({ json }) => json)).toEqual(
			results(sleeper).map(({ json }) => json),
		);
		expect(sleeper.starts).toBe(2);
		await rest.deactivate(value);
	});

	it('in a loop sleeps in each round', async () => {
		const sleeper = await open();
		sleeper.workflow.nodes.push(node('Loop', 'splitInBatches', 3, { batchSize: 1 }));
		connect(
			sleeper.workflow,
			[TRIGGER, 'Loop'],
			['Loop', GLADIA, 1],
			[GLADIA, 'Loop'],
			['Loop', NEXT],
		);
		const execution = await finish(await sleeper.start());
		expect(execution.status).toBe('success');
		expect(outputOf(execution, NEXT).map(({ json }) => json)).toEqual(
			results(sleeper).map(({ json }) => json),
		);
		expect(execution.data.resultData.runData[GLADIA]).toHaveLength(2);
		expect(sleeper.starts).toBe(2);
	});

	it('twice, in two nodes, each called by its own jobs', async () => {
		const sleeper = await open({ jobSeconds: 7 });
		sleeper.workflow.nodes.push(secondGladia(sleeper));
		connect(sleeper.workflow, [TRIGGER, GLADIA], [GLADIA, 'Second'], ['Second', NEXT]);
		const id = await sleeper.start();
		await until('the second node has started its jobs', () => sleeper.starts === 4);
		await untilAsleep(rest, id);
		const [first] = sleeper.sandbox.jobs().slice(2);
		const { url } = first?.request_params?.callback_config as IDataObject;
		// Late news of the first node's job must not wake the second node up.
		expect(await post(String(url), { id: first?.id, event: 'transcription.success' })).toBe(404);
		const execution = await finish(id);
		expect(execution.status).toBe('success');
		const second = outputOf(execution, 'Second');
		expect(second.map(({ json, pairedItem }) => [json.status, json.filename, pairedItem])).toEqual(
			urls.map((audio, item) => ['done', audio.split('/').pop(), { item }]),
		);
		const ids = [...outputOf(execution, GLADIA), ...second].map(({ json }) => json.id);
		expect(new Set(ids)).toEqual(new Set(sleeper.sandbox.jobs().map((job) => job.id)));
		expect(sleeper.starts).toBe(4);
	});
});

describe('when the deadline passes', () => {
	const shown = ({ json, pairedItem }: INodeExecutionData) => ({ json, pairedItem });
	const timedOut = ({ sandbox }: Sleeper, url: string, item: number) => {
		const { id } = jobOf(sandbox, url) ?? {};
		const result_url = `${sandbox.url}/v2/pre-recorded/${id}`;
		return { json: { id, result_url, status: 'queued', timed_out: true }, pairedItem: { item } };
	};

	it('the items come out with their jobs, in order and linked', async () => {
		const { sleeper, id } = slept.plain;
		const execution = await finish(id);
		expect(execution.status).toBe('success');
		expect(outputOf(execution, GLADIA).map(shown)).toEqual(
			urls.map((url, item) => timedOut(sleeper, url, item)),
		);
		expect(outputOf(execution, NEXT)).toHaveLength(2);
	});

	it('an item that had failed goes to the error output', async () => {
		const { sleeper, id } = slept.withFailedItem;
		const execution = await finish(id);
		expect(outputOf(execution, GLADIA).map(shown)).toEqual(
			urls.map((url, item) => timedOut(sleeper, url, item + 1)),
		);
		const [failed] = outputOf(execution, GLADIA, 1);
		expect((failed?.json as IDataObject).error).toMatchObject({
			message: "'Audio URL' is not a web address: no url [Item 0]",
		});
		expect(sleeper.starts).toBe(2);
	});

	it('another Gladia node starts jobs of its own', async () => {
		const { sleeper, id } = slept.intoAnotherGladia;
		const execution = await finish(id);
		expect(execution.status).toBe('success');
		const second = outputOf(execution, 'Second').map(({ json }) => [json.status, json.id]);
		const laterJobs = sleeper.sandbox
			.jobs()
			.filter((job) => job.created_at > '')
			.slice(0, 2);
		expect(new Set(second)).toEqual(new Set(laterJobs.map((job) => ['done', job.id])));
		expect(sleeper.starts).toBe(4);
	});
});
