import { readPlay, readWebhooks } from '../request/validation';
import { emptyReply, jsonReply } from '../server/reply';
import type { Route } from './context';

/** Controls of what the sandbox sends. */
export const deliveryRoutes: Route[] = [
	{
		method: 'GET',
		pattern: /^\/_sandbox\/webhooks$/,
		handle: ({ webhooks }) => jsonReply(200, { webhooks: webhooks.endpoints }),
	},
	{
		method: 'PUT',
		pattern: /^\/_sandbox\/webhooks$/,
		async handle({ webhooks }, { readJson }) {
			webhooks.configure(readWebhooks(await readJson()));
			return jsonReply(200, { webhooks: webhooks.endpoints });
		},
	},
	{
		method: 'POST',
		pattern: /^\/_sandbox\/plays$/,
		async handle({ plays }, { readJson }) {
			plays.add(readPlay(await readJson()));
			return emptyReply(204);
		},
	},
	{
		method: 'DELETE',
		pattern: /^\/_sandbox\/plays$/,
		handle({ plays }) {
			plays.clear();
			return emptyReply(204);
		},
	},
	{
		method: 'GET',
		pattern: /^\/_sandbox\/deliveries$/,
		handle: ({ deliveries }) => jsonReply(200, { deliveries }),
	},
];
