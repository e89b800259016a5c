import type { IDataObject, IHookFunctions, IWebhookFunctions, NodeApiError } from 'n8n-workflow';
import type { Delivery } from './deliveries';
import { Recent } from './expiringMap';
import type { ReadTrust } from './authentication/expectedProof';

/** What one trigger remembers while it is active, in this process of n8n. */
export interface TriggerMemory {
	/** Deliveries that proved to be Gladia's, by their key. */
	deliveries: Recent<Delivery>;
	/** Metadata by job id: a live session sends many messages, and all have the same. */
	metadata: Recent<Promise<FoundMetadata>>;
	/** Events that the API confirmed, with when (seconds since 1970), as the static data has them. */
	confirmed: IDataObject;
	/** The production URL as n8n knows it. */
	url: string | undefined;
}

/** The custom metadata of a job (undefined: it has none), or why it is not known. */
export type FoundMetadata = { metadata: unknown } | { failure: NodeApiError };

const TRIGGERS = 1_000;
const DELIVERIES = 5_000;
const JOBS = 500;

/** The test in the editor knows nothing of the active workflow. */
const MODES = ['production', 'test'] as const;

const memories = new Recent<TriggerMemory>(TRIGGERS);
const credentials = new Recent<ReadTrust>(TRIGGERS);

/** Only for calls that proved to come from Gladia: nobody else makes it grow. */
export function memoryOf(context: IWebhookFunctions): TriggerMemory {
	const key = triggerKey(context);
	const memory: TriggerMemory = memories.get(key) ?? {
		deliveries: new Recent(DELIVERIES),
		metadata: new Recent(JOBS),
		confirmed: {},
		url: context.getNodeWebhookUrl('default'),
	};
	memories.set(key, memory);
	return memory;
}

/** The deliveries that this trigger knows, without making it remember any. */
export function knownDelivery(context: IWebhookFunctions, key: string): Delivery | undefined {
	return memories.get(triggerKey(context))?.deliveries.get(key);
}

/** The credential of a trigger as it was last read, if at all. */
export const credentialMemory = {
	get: (context: IWebhookFunctions) => credentials.get(triggerKey(context)),
	set: (context: IWebhookFunctions, trust: ReadTrust) =>
		credentials.set(triggerKey(context), trust),
};

/** Leaves nothing behind when a trigger is switched off, or has had its test event. */
export function forget(context: IHookFunctions): void {
	// Only here does n8n tell the test URL; a webhook is always told that of production.
	const url = context.getNodeWebhookUrl('default');
	for (const mode of MODES) {
		const key = keyOf(context, mode);
		const isProduction = url === memories.get(key)?.url;
		if (isProduction !== (mode === 'production')) continue;
		memories.delete(key);
		credentials.delete(key);
	}
}

/** How many triggers are remembered. */
export const remembered = (): number => memories.size;

/**
 * What tells triggers apart. Nothing of it comes from the caller, who can write the same address in
 * many ways.
 */
export const triggerKey = (context: IWebhookFunctions): string =>
	keyOf(context, isTest(context) ? 'test' : 'production');

export const isTest = (context: IWebhookFunctions): boolean => context.getMode() === 'manual';

function keyOf(context: IWebhookFunctions | IHookFunctions, mode: (typeof MODES)[number]): string {
	return JSON.stringify([context.getWorkflow().id, context.getNode().id, mode]);
}
