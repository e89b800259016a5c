import type { Readings } from '../readings/readings';
import { Callbacks } from './callbacks';
import type { DeliverySettings } from './courier';
import { Courier } from './courier';
import type { Delivery } from './delivery';
import { Dispatcher } from './dispatcher';
import { JobNotices } from './jobNotices';
import { PlayQueue } from './plays';
import { isPrivateHost } from './privateHost';
import type { WebhookEndpoint } from './webhooks';
import { Webhooks } from './webhooks';

/** Everything the sandbox sends of its own accord. */
export interface Outbox {
	webhooks: Webhooks;
	callbacks: Callbacks;
	/** What pre-recorded jobs have to tell. */
	notices: JobNotices;
	plays: PlayQueue;
	/** The latest 10,000, oldest first; the array stays the same. */
	deliveries: Delivery[];
	/** Cancels and forgets deliveries and misbehaviour; webhooks and settings stay. */
	clear(): void;
	/** Cancels all deliveries and cuts their connections. */
	close(): Promise<void>;
}

/**
 * @param settings looked at anew for every delivery
 * @throws ApiError 400 for a webhook secret that cannot sign
 */
export function openOutbox(
	settings: DeliverySettings,
	endpoints: WebhookEndpoint[],
	deliverAnywhere: boolean,
	readings: Readings,
): Outbox {
	const courier = new Courier(settings, (host) => deliverAnywhere || isPrivateHost(host));
	const plays = new PlayQueue();
	const dispatcher = new Dispatcher(courier, plays, readings);
	const webhooks = new Webhooks(dispatcher, endpoints);
	const callbacks = new Callbacks(dispatcher);
	return {
		webhooks,
		callbacks,
		notices: new JobNotices(webhooks, callbacks, readings),
		plays,
		deliveries: courier.deliveries,
		clear() {
			courier.forgetAll();
			plays.clear();
		},
		close: () => courier.close(),
	};
}
