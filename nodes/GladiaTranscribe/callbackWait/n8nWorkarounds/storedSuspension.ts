import type {
	IExecuteData,
	INodeExecutionData,
	IRunExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { Asleep, ParkedJob } from '../suspendedItem';
import { awaken, parkedItem, parkedJobs } from '../suspendedItem';

/** What n8n hands to a webhook, but does not tell in its types. */
interface Internals {
	runExecutionData?: IRunExecutionData | null;
	additionalData?: {
		getRunExecutionData?: (executionId: string) => Promise<IRunExecutionData | undefined>;
	};
}

/** `running`: it goes on just now, perhaps to sleep again; `over`: not in this node any more. */
export type StoredState = 'asleep' | 'running' | 'over';

/** The stored execution that a call is for, as it was when the call came, or when it was read again. */
export class StoredSleep {
	private constructor(
		private readonly context: IWebhookFunctions,
		private readonly run: IRunExecutionData,
	) {}

	/** Undefined when nothing of this node sleeps there. */
	static of(context: IWebhookFunctions): StoredSleep | undefined {
		const { runExecutionData } = context as unknown as Internals;
		const stored = runExecutionData ? new StoredSleep(context, runExecutionData) : undefined;
		return stored?.asleep === undefined ? undefined : stored;
	}

	get asleep(): Asleep | undefined {
		return this.items.map((item) => parkedItem(item)?.asleep).find(Boolean);
	}

	get jobs(): ParkedJob[] {
		return parkedJobs(this.items);
	}

	/**
	 * Reads what is stored now, which another call, the timer or another process of n8n may have
	 * changed. Where n8n does not let it be read, nothing changes.
	 */
	async reread(): Promise<StoredState> {
		const { additionalData } = this.context as unknown as Internals;
		if (additionalData?.getRunExecutionData === undefined) return 'asleep';
		const fresh = await additionalData.getRunExecutionData(this.context.getExecutionId());
		if (fresh === undefined || fresh.resultData.error !== undefined) return 'over';
		const now = new StoredSleep(this.context, fresh).asleep;
		if (now === undefined) return 'over';
		if (fresh.waitTill === undefined) return 'running';
		if (now.id === this.asleep?.id) return 'asleep';
		const { executionData, resultData } = fresh;
		// As n8n does when a call comes: the node's run that only put it to sleep is forgotten.
		resultData.runData[resultData.lastNodeExecuted ?? '']?.pop();
		Object.assign(this.run, { executionData, resultData });
		return 'asleep';
	}

	/** The items for the node to go on with. Without this, n8n would hand them on past the node. */
	awaken(news: (job: ParkedJob) => Partial<ParkedJob>): INodeExecutionData[][] {
		const { stack } = this;
		const entry = this.entry;
		if (entry === undefined) return [[]];
		const items = this.items.map((item) => awaken(item, 'call', news));
		entry.node.disabled = false;
		// An empty entry before it is for the timer only.
		stack.splice(0, stack.indexOf(entry));
		return [items];
	}

	private get stack(): IExecuteData[] {
		return this.run.executionData?.nodeExecutionStack ?? [];
	}

	private get entry(): IExecuteData | undefined {
		return this.stack.find((entry) => this.isOwn(entry));
	}

	private get items(): INodeExecutionData[] {
		return this.entry?.data.main?.[0] ?? [];
	}

	private isOwn({ node, data }: IExecuteData): boolean {
		const parked = data.main?.[0]?.some((item) => parkedItem(item)?.asleep !== undefined);
		return node.id === this.context.getNode().id && parked === true;
	}
}
