import type { IHookFunctions, IWebhookFunctions, NodeApiError } from 'n8n-workflow';
import { Recent } from './recent';

/** What one trigger remembers while it is active, in this process of n8n. */
export interface TriggerMemory {
	/** Deliveries by their key; the promise tells whether the workflow was started. */
	deliveries: Recent<Promise<boolean>>;
	/** Metadata by job id: a live session sends many messages, and all have the same. */
	metadata: Recent<Promise<FoundMetadata>>;
}

/** The custom metadata of a job (undefined: it has none), or why it is not known. */
export type FoundMetadata = { metadata: unknown } | { failure: NodeApiError };

const DELIVERIES = 5_000;
const JOBS = 500;

const memories = new Map<string, TriggerMemory>();

export function memoryOf(context: IWebhookFunctions): TriggerMemory {
	const key = triggerKey(context);
	const memory = memories.get(key) ?? {
		deliveries: new Recent(DELIVERIES),
		metadata: new Recent(JOBS),
	};
	memories.set(key, memory);
	return memory;
}

/** Leaves nothing behind when a trigger is switched off, or has had its test event. */
export function forget(context: IHookFunctions): void {
	memories.delete(triggerKey(context));
}

/** How many triggers are remembered. */
export const remembered = (): number => memories.size;

/** The test in the editor and the active workflow know nothing of each other. */
function triggerKey(context: IHookFunctions | IWebhookFunctions): string {
	const isTest = context.getMode() === 'manual';
	return [context.getWorkflow().id, context.getNode().id, isTest].join();
}
