import type { IExecuteData, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import type { RunData } from './runData';
import { readRunData, runDataOf } from './runData';

/**
 * The suspended execution that a call is for, as it was when the call arrived or was read again later.
 *
 * Why: n8n gives a call the execution, but no way to read the items of the suspended node or to say
 * with which items the node is to run again.
 * n8n: keeps the suspended node's entry in `executionData.nodeExecutionStack`, disables the node of
 * the first entry, and puts a webhook's `workflowData` into that entry. Read in 1.123.81,
 * run with 2.41.1.
 * Test: test/e2e/callbackWait.e2e.ts, test/e2e/callbackWaitCrowd.e2e.ts
 */
export class StoredExecution {
	private constructor(
		private readonly context: IWebhookFunctions,
		private readonly runData: RunData,
		private readonly isSuspended: (item: INodeExecutionData) => boolean,
	) {}

	/**
	 * The execution that was called.
	 *
	 * @param isSuspended tells the items of the suspended node from those of its earlier runs
	 * @returns undefined when n8n hands over no execution
	 */
	static of(
		context: IWebhookFunctions,
		isSuspended: (item: INodeExecutionData) => boolean,
	): StoredExecution | undefined {
		const runData = runDataOf(context);
		return runData && new StoredExecution(context, runData, isSuspended);
	}

	/** Items of the suspended node; none when this node is not suspended there. */
	get items(): INodeExecutionData[] {
		return this.entry?.data.main?.[0] ?? [];
	}

	/** Whether it is suspended, and not running. */
	get isWaiting(): boolean {
		return this.runData.waitTill !== undefined;
	}

	/**
	 * What is stored now.
	 *
	 * @returns undefined when it is gone or has failed
	 */
	async readAgain(): Promise<StoredExecution | undefined | 'unsupported'> {
		const runData = await readRunData(this.context);
		if (runData === 'unsupported') return runData;
		if (runData === undefined || runData.resultData.error !== undefined) return undefined;
		return new StoredExecution(this.context, runData, this.isSuspended);
	}

	/** Makes n8n resume what was read again, not what it read when the call arrived. */
	replaceBy({ runData: { executionData, resultData } }: StoredExecution): void {
		// As n8n does when a call arrives: forget the run of the node that only suspended it.
		resultData.runData[resultData.lastNodeExecuted ?? '']?.pop();
		Object.assign(this.runData, { executionData, resultData });
	}

	/**
	 * Makes n8n run the node again instead of passing its items on: enables it, and drops the empty
	 * entry that is meant for the timer only (see suspendInSteps).
	 */
	enableNode(): void {
		const { stack, entry } = this;
		if (entry === undefined) return;
		entry.node.disabled = false;
		stack.splice(0, stack.indexOf(entry));
	}

	private get stack(): IExecuteData[] {
		return this.runData.executionData?.nodeExecutionStack ?? [];
	}

	private get entry(): IExecuteData | undefined {
		const { id } = this.context.getNode();
		return this.stack.find(
			({ node, data }) => node.id === id && data.main?.[0]?.some(this.isSuspended) === true,
		);
	}
}
