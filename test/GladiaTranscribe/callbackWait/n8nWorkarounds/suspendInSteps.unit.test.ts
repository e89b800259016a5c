import type { IExecuteData, IExecuteSingleFunctions, INode } from 'n8n-workflow';
import { suspendInSteps } from '../../../../nodes/GladiaTranscribe/callbackWait/n8nWorkarounds/suspendInSteps';
import { nodeOf } from '../../../support/nodeOf';

const MINUTE = 60_000;
const times = { stepEnds: MINUTE, deadline: 60 * MINUTE };

const node = { ...nodeOf('gladiaTranscribe'), alwaysOutputData: true };
const entryOf = (ownNode: INode): IExecuteData => ({
	node: ownNode,
	source: null,
	data: { main: [[{ json: { n: 1 } }], null] },
});

/** An execution as far as it concerns a suspension. */
class Execution {
	readonly runExecutionData: {
		waitTill?: Date;
		executionData?: { nodeExecutionStack: IExecuteData[] };
	};

	constructor(readonly stack?: IExecuteData[]) {
		this.runExecutionData = stack ? { executionData: { nodeExecutionStack: stack } } : {};
	}

	getNode(): INode {
		return node;
	}

	async putExecutionToWait(until: Date): Promise<void> {
		this.runExecutionData.waitTill = until;
	}

	async suspend(): Promise<void> {
		const context = this as unknown as IExecuteSingleFunctions;
		await suspendInSteps(context, times, ({ json }) => ({ json: { ...json, isTimer: true } }));
	}
}

it("puts an empty entry before the node's own, and sets the timer to the end of the step", async () => {
	const other = entryOf({ ...node, id: 'other' });
	const execution = new Execution([other]);
	await execution.suspend();
	// What n8n does when the node has returned.
	execution.stack?.unshift(entryOf(node));
	expect(execution.stack).toEqual([
		{ ...entryOf({ ...node, alwaysOutputData: false }), data: { main: [] } },
		{ ...entryOf(node), data: { main: [[{ json: { n: 1, isTimer: true } }], null] } },
		other,
	]);
	expect(execution.runExecutionData.waitTill).toEqual(new Date(times.stepEnds));
});

it('changes one entry only: what n8n stores later is as n8n has it', async () => {
	const execution = new Execution([]);
	await execution.suspend();
	execution.stack?.unshift(entryOf(node));
	execution.stack?.unshift(entryOf(node));
	expect(execution.stack).toHaveLength(3);
	expect(Object.keys(execution.stack ?? [])).toEqual(['0', '1', '2']);
});

it.each([
	["another node's entry", [entryOf({ ...node, id: 'other' })]],
	['several entries', [entryOf(node), entryOf(node)]],
])(
	'where n8n stores %s, nothing is changed and the suspension ends at the deadline',
	async (...row) => {
		const [, entries] = row;
		const execution = new Execution([]);
		await execution.suspend();
		execution.stack?.unshift(...entries);
		expect(execution.stack).toEqual(entries);
		expect(execution.runExecutionData.waitTill).toEqual(new Date(times.deadline));
	},
);

it('where n8n shows no stack, the suspension ends at the deadline', async () => {
	const execution = new Execution();
	await execution.suspend();
	expect(execution.runExecutionData).toEqual({ waitTill: new Date(times.deadline) });
});
