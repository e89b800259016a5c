import type { IHookFunctions, IWebhookFunctions, NodeApiError } from 'n8n-workflow';
import { Recent } from './recent';
import type { ReadTrust } from './trust';

/** What one trigger remembers while it is active, in this process of n8n. */
export interface TriggerMemory {
	/** Deliveries by their key; the promise tells whether the workflow was started. */
	deliveries: Recent<Promise<boolean>>;
	/** Metadata by job id: a live session sends many messages, and all have the same. */
	metadata: Recent<Promise<FoundMetadata>>;
	trust?: ReadTrust;
}

/** The custom metadata of a job (undefined: it has none), or why it is not known. */
export type FoundMetadata = { metadata: unknown } | { failure: NodeApiError };

const DELIVERIES = 5_000;
const JOBS = 500;

const memories = new Map<string, TriggerMemory>();

export function memoryOf(context: IWebhookFunctions): TriggerMemory {
	const key = addressOf(context.getRequestObject().originalUrl);
	const memory: TriggerMemory = memories.get(key) ?? {
		deliveries: new Recent(DELIVERIES),
		metadata: new Recent(JOBS),
	};
	memories.set(key, memory);
	return memory;
}

/** Leaves nothing behind when a trigger is switched off, or has had its test event. */
export function forget(context: IHookFunctions): void {
	memories.delete(addressOf(context.getNodeWebhookUrl('default') ?? ''));
}

/** How many triggers are remembered. */
export const remembered = (): number => memories.size;

/**
 * What tells triggers apart: the end of the path, `webhook/<id>/gladia-trigger`. It is `webhook-test`
 * for the test in the editor, which shall know nothing of the active workflow, and n8n tells them
 * apart in no other way when it switches one off. What a proxy puts in front does not matter.
 */
function addressOf(url: string): string {
	return new URL(url, 'http://n8n').pathname.split('/').slice(-3).join('/');
}
