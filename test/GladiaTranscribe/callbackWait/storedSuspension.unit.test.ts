import type { IExecuteData, IRunExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { createRunExecutionData } from 'n8n-workflow';
import { StoredSuspension } from '../../../nodes/GladiaTranscribe/callbackWait/storedSuspension';
import type {
	SuspendedJob,
	SuspensionState,
} from '../../../nodes/GladiaTranscribe/callbackWait/suspendedItem';
import { resumedAudio } from '../../../nodes/GladiaTranscribe/callbackWait/suspendedItem';
import { nodeOf } from '../../support/nodeOf';

const node = nodeOf('gladiaTranscribe');

const stateOf = (id: string): SuspensionState => ({ id, step: 0, stepEnds: 1, deadline: 2 });
const jobOf = (suspension: string): SuspendedJob => ({
	id: 'job',
	result_url: 'https://api.gladia.io/v2/pre-recorded/job',
	status: 'queued',
	deadline: 2,
	input: { url: 'https://example.com/0.mp3' },
	suspension: stateOf(suspension),
});
const entry = (main: IExecuteData['data']['main'], ownNode = node): IExecuteData => ({
	node: ownNode,
	source: null,
	data: { main },
});
/** As n8n stores it: an empty entry for the timer, which n8n has disabled, then the node's own. */
const stackOf = (suspension: string): IExecuteData[] => [
	entry([], { ...node, disabled: true }),
	entry([[{ json: { timed_out: true }, gladiaJob: { audio: [{ ...jobOf(suspension) }] } }]], {
		...node,
		disabled: true,
	}),
	entry([[{ json: {} }]], { ...node, id: 'other' }),
];

/** @param waitTill of an execution that n8n has stored; a call gets one without */
function stored(suspension: string, waitTill?: Date): IRunExecutionData {
	const data = createRunExecutionData({
		resultData: { runData: { Gladia: [] }, lastNodeExecuted: 'Gladia' },
		executionData: { nodeExecutionStack: stackOf(suspension) },
	});
	return Object.assign(data, { waitTill });
}

/** A call for an execution, and what n8n has stored of it by now. */
function call(data: IRunExecutionData | null, fresh?: () => IRunExecutionData | undefined) {
	const context = {
		runExecutionData: data,
		additionalData: fresh && { getRunExecutionData: async (id: string) => id === '7' && fresh() },
		getExecutionId: () => '7',
		getNode: () => node,
	} as unknown as IWebhookFunctions;
	return StoredSuspension.of(context);
}

const later = new Date(1);

describe('the suspension that a call is for', () => {
	it('is that of the own node', () => {
		const suspension = call(stored('one'));
		expect(suspension?.state).toEqual(stateOf('one'));
		expect(suspension?.jobs).toEqual([jobOf('one')]);
	});

	it.each([
		['n8n hands over no execution', null],
		[
			'another node is suspended',
			createRunExecutionData({ executionData: { nodeExecutionStack: stackOf('one').slice(2) } }),
		],
		['there is no stack', createRunExecutionData({})],
	])('is missing when %s', (_, data) => {
		expect(call(data)).toBeUndefined();
	});
});

describe('what is stored now', () => {
	it.each<[string, IRunExecutionData | undefined, string]>([
		['the same suspension', stored('one', later), 'suspended'],
		['an execution that runs', stored('one'), 'running'],
		['nothing', undefined, 'over'],
		['an execution that has gone on to other nodes', createRunExecutionData({}), 'over'],
		[
			'an execution that has failed',
			Object.assign(stored('one', later), { resultData: { runData: {}, error: new Error('No') } }),
			'over',
		],
	])('%s', async (_, fresh, state) => {
		const suspension = call(stored('one'), () => fresh);
		expect(await suspension?.readAgain()).toBe(state);
		expect(suspension?.state.id).toBe('one');
	});

	it('replaces what the call got when it is the next suspension', async () => {
		const data = stored('one');
		const fresh = stored('two', later);
		fresh.resultData.runData.Gladia = [
			{ startTime: 0, executionTime: 0, executionIndex: 0, source: [] },
			{ startTime: 1, executionTime: 0, executionIndex: 1, source: [] },
		];
		const suspension = call(data, () => fresh);
		expect(await suspension?.readAgain()).toBe('suspended');
		expect(suspension?.state).toEqual(stateOf('two'));
		expect(data.executionData).toBe(fresh.executionData);
		// The run that only suspended it is forgotten, as n8n does when a call arrives.
		expect(data.resultData.runData.Gladia).toHaveLength(1);
		expect(data.waitTill).toBeUndefined();
	});

	it('counts as unchanged where n8n does not let it be read', async () => {
		expect(await call(stored('one'))?.readAgain()).toBe('suspended');
	});
});

it('the node is enabled to run again, and the entry for the timer is dropped', () => {
	const data = stored('one');
	const [items = []] = call(data)?.resume(() => ({ ended: true })) ?? [];
	expect(items.map(({ json }) => json)).toEqual([jobOf('one').input]);
	expect(items.flatMap((item) => resumedAudio(item))).toEqual([
		{ ...jobOf('one'), ended: true, resumedBy: 'call' },
	]);
	const stack = data.executionData?.nodeExecutionStack ?? [];
	expect(stack.map(({ node: { id, disabled } }) => [id, disabled])).toEqual([
		['gladia', false],
		['other', undefined],
	]);
});
