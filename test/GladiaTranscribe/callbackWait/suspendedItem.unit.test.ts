import type { IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import type {
	SuspendedAudio,
	SuspendedJob,
	SuspensionState,
} from '../../../nodes/GladiaTranscribe/callbackWait/suspendedItem';
import {
	forgetJobs,
	resumedAudio,
	resumeItem,
	suspendedAudio,
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

const suspendedBy = (...known: SuspendedAudio[]): INodeExecutionData => {
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
	expect(suspendedAudio(item)).toEqual([{ ...job, ended: true, suspension }]);
	expect(suspensionOfItems([{ json: {} }, item])).toEqual(suspension);
});

it('the node continues with a copy of the item, with its own data and what is new', () => {
	const item = stored(suspendedBy(job));
	const resumed = resumeItem(item, 'call', ({ id }) => ({ ended: id === 'job' }));
	expect(resumed.json).toEqual(input);
	expect(resumedAudio(resumed)).toEqual([{ ...job, ended: true, resumedBy: 'call', suspension }]);
	expect(resumedAudio(item)).toEqual([]);
	expect(item.json).toMatchObject({ timed_out: true });
});

it('a resumed item that is suspended again is no longer resumed', () => {
	const item = resumeItem(suspendedBy(job), 'timer');
	suspendItem(contextOf(item), [job], suspension);
	expect(resumedAudio(item)).toEqual([]);
});

it('of an item with several files, each one is stored and resumed, and passed on by its field', () => {
	const files: SuspendedAudio[] = [
		{ ...job, inputField: 'agent' },
		{ failed: { error: 'No' }, input, inputField: 'customer' },
		{ ...job, id: 'other', inputField: 'queue', ended: true },
	];
	const item = stored(suspendedBy(...files));
	expect(item.json).toEqual({
		transcriptions: [
			{ ...started, status: 'queued', timed_out: true, input_field: 'agent' },
			{ error: 'No' },
			{ ...started, id: 'other', status: 'queued', timed_out: true, input_field: 'queue' },
		],
	});
	expect(suspendedJobs([item]).map(({ id }) => id)).toEqual(['job', 'other']);
	const resumed = resumeItem(item, 'timer', ({ id }) => ({ ended: id === 'job' }));
	expect(resumed.json).toEqual(input);
	const common = { suspension, resumedBy: 'timer' };
	expect(resumedAudio(resumed)).toEqual([
		{ ...job, inputField: 'agent', ended: true, ...common },
		{ failed: { error: 'No' }, input, inputField: 'customer', ...common },
		{ ...job, id: 'other', inputField: 'queue', ended: false, ...common },
	]);
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
	forgetJobs(contextOf(item));
	expect(suspendedAudio(item)).toEqual([]);
	expect(Object.keys(item)).toEqual(['json', 'pairedItem']);
});
