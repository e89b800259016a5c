import type { IDataObject, IHookFunctions, IWebhookFunctions, NodeApiError } from 'n8n-workflow';
import { clearExpectedProof } from './authentication/expectedProof';
import type { Delivery } from './deliveries';
import { ExpiringMap } from './expiringMap';
import { keyInMode, triggerKey } from './triggerKey';

/** What one trigger keeps in memory while it is active, in this n8n process. */
export interface TriggerState {
	/** Authenticated deliveries by their key. */
	deliveries: ExpiringMap<Delivery>;
	/** Metadata by job id: a live session sends many messages, and all share it. */
	metadata: ExpiringMap<Promise<FoundMetadata>>;
	/** Events confirmed by the API, with when (seconds since 1970), as stored in the static data. */
	confirmed: IDataObject;
	/** The production URL as n8n knows it. */
	url: string | undefined;
}

/** The custom metadata of a job (undefined: it has none), or why it is not known. */
export type FoundMetadata = { metadata: unknown } | { failure: NodeApiError };

const MAX_TRIGGERS = 1_000;
const MAX_DELIVERIES = 5_000;
const MAX_JOBS = 500;

const states = new ExpiringMap<TriggerState>(MAX_TRIGGERS);

/** The state of a trigger. Only for authenticated calls: nobody else may make it grow. */
export function stateOf(context: IWebhookFunctions): TriggerState {
	const key = triggerKey(context);
	const state: TriggerState = states.get(key) ?? {
		deliveries: new ExpiringMap(MAX_DELIVERIES),
		metadata: new ExpiringMap(MAX_JOBS),
		confirmed: {},
		url: context.getNodeWebhookUrl('default'),
	};
	states.set(key, state);
	return state;
}

/** A delivery that this trigger knows; creates no state. */
export function knownDelivery(context: IWebhookFunctions, key: string): Delivery | undefined {
	return states.get(triggerKey(context))?.deliveries.get(key);
}

/** Removes everything about a trigger that was deactivated, or has had its test event. */
export function clearState(context: IHookFunctions): void {
	// Only hooks see the test URL; a webhook always sees the production URL.
	const url = context.getNodeWebhookUrl('default');
	for (const mode of ['production', 'test'] as const) {
		const key = keyInMode(context, mode);
		const isProduction = url === states.get(key)?.url;
		if (isProduction !== (mode === 'production')) continue;
		states.delete(key);
		clearExpectedProof(key);
	}
}

/** Number of triggers that have state. */
export const stateCount = (): number => states.size;
