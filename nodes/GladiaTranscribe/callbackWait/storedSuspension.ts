import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { StoredExecution } from './n8nWorkarounds/storedExecution';
import type { SuspendedJob, SuspensionState } from './suspendedItem';
import { resumeItem, suspendedJobs, suspensionOfItems } from './suspendedItem';

/** `running`: the node continues now, and may be suspended again; `over`: the node is done. */
export type StoredState = 'suspended' | 'running' | 'over';

const isSuspended = (item: INodeExecutionData) => suspensionOfItems([item]) !== undefined;

/** The suspension that a call is for, as it was when the call arrived, or was read again later. */
export class StoredSuspension {
	private constructor(
		private readonly execution: StoredExecution,
		private current: SuspensionState,
	) {}

	/** Undefined when this node is not suspended there. */
	static of(context: IWebhookFunctions): StoredSuspension | undefined {
		const execution = StoredExecution.of(context, isSuspended);
		const state = execution && suspensionOfItems(execution.items);
		return execution && state && new StoredSuspension(execution, state);
	}

	get state(): SuspensionState {
		return this.current;
	}

	get jobs(): SuspendedJob[] {
		return suspendedJobs(this.execution.items);
	}

	/**
	 * Reads what is stored now, which another call, the timer or another process of n8n may have
	 * changed. Where n8n does not allow that, nothing changes.
	 */
	async readAgain(): Promise<StoredState> {
		const fresh = await this.execution.readAgain();
		if (fresh === 'unsupported') return 'suspended';
		const state = fresh && suspensionOfItems(fresh.items);
		if (fresh === undefined || state === undefined) return 'over';
		if (!fresh.isWaiting) return 'running';
		if (state.id !== this.state.id) {
			this.execution.replaceBy(fresh);
			this.current = state;
		}
		return 'suspended';
	}

	/** The items with which the node continues. */
	resume(update: (job: SuspendedJob) => Partial<SuspendedJob>): INodeExecutionData[][] {
		const items = this.execution.items.map((item) => resumeItem(item, 'call', update));
		this.execution.enableNode();
		return [items];
	}
}
