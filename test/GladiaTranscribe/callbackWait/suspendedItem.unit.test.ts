import type { IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import type {
	SuspendedJob,
	SuspensionState,
} from '../../../nodes/GladiaTranscribe/callbackWait/suspendedItem';
import {
	forgetJob,
	resumedItem,
	resumeItem,
	suspendedItem,
	suspendedJobs,
	suspendItem,
	suspensionOfItems,
} from '../../../nodes/GladiaTranscribe/callbackWait/suspendedItem';

const suspension: SuspensionState = { id: 'one', step: 0, stepEnds: 1, deadline: 2 };
const started = { id: 'job', result_url: 'https://api.gladia.io/v2/pre-recorded/job' };
const input = { url: 'https://example.com/0.mp3' };
const job: SuspendedJob = { ...started, status: 'queued', deadline: 2, input };

/** The context of an item, which n8n lets the node change. */
const contextOf = (item: INodeExecutionData) =>
	({ getInputData: () => item }) as unknown as IExecuteSingleFunctions;

const suspendedBy = (known: Parameters<typeof suspendItem>[1]): INodeExecutionData => {
	const item: INodeExecutionData = { json: input, pairedItem: { item: 0 } };
	suspendItem(contextOf(item), known, suspension);
	return item;
};

/** As n8n stores it. */
const stored = (item: INodeExecutionData) => JSON.parse(JSON.stringify(item)) as INodeExecutionData;

it('n8n would pass a suspended job on as one that has timed out', () => {
	const item = suspendedBy(job);
	expect([item.json, item.pairedItem]).toEqual([
		{ ...started, status: 'queued', timed_out: true },
		{ item: 0 },
	]);
});

it('n8n would pass a suspended failure on as its error item', () => {
	expect(suspendedBy({ failed: { error: 'No' }, input }).json).toEqual({ error: 'No' });
});

it('what is known of an item survives being stored', () => {
	const item = stored(suspendedBy({ ...job, ended: true }));
	expect(suspendedItem(item)).toEqual({ ...job, ended: true, suspension });
	expect(suspensionOfItems([{ json: {} }, item])).toEqual(suspension);
});

it('the node continues with a copy of the item, with its own data and what is new', () => {
	const item = stored(suspendedBy(job));
	const resumed = resumeItem(item, 'call', ({ id }) => ({ ended: id === 'job' }));
	expect(resumed.json).toEqual(input);
	expect(resumedItem(resumed)).toEqual({ ...job, ended: true, resumedBy: 'call', suspension });
	expect(resumedItem(item)).toBeUndefined();
	expect(item.json).toMatchObject({ timed_out: true });
});

it('a resumed item that is suspended again is no longer resumed', () => {
	const item = resumeItem(suspendedBy(job), 'timer');
	suspendItem(contextOf(item), job, suspension);
	expect(resumedItem(item)).toBeUndefined();
});

it('only jobs count as jobs, and items of other nodes are left alone', () => {
	const other: INodeExecutionData = { json: {} };
	const failure = suspendedBy({ failed: { error: 'No' }, input });
	expect(suspendedJobs([other, failure, suspendedBy(job)]).map(({ id }) => id)).toEqual(['job']);
	expect(resumeItem(other, 'timer')).toBe(other);
	expect(suspensionOfItems([other])).toBeUndefined();
});

it('a job that is forgotten leaves nothing on its item', () => {
	const item = suspendedBy(job);
	forgetJob(contextOf(item));
	expect(suspendedItem(item)).toBeUndefined();
	expect(Object.keys(item)).toEqual(['json', 'pairedItem']);
});
