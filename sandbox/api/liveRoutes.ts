import { validatePatchLive } from '../request/validation';
import { objectAt } from '../json';
import { emptyReply } from '../server/reply';
import type { Route } from './context';
import { findJob, jobRoutes } from './jobRoutes';

/** The documents of live sessions. Sessions themselves are seeded so far. */
export const liveRoutes: Route[] = [
	...jobRoutes('live'),
	{
		method: 'PATCH',
		pattern: /^\/v2\/live\/([^/]+)$/,
		async handle(state, exchange) {
			const { job } = findJob(state, 'live', exchange);
			const body = await exchange.readJson();
			validatePatchLive(body);
			job.post_session_metadata = objectAt(body, 'post_session_metadata');
			return emptyReply(204);
		},
	},
];
