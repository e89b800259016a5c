import { newJob } from '../jobs/jobStore';
import { plannedFailures } from '../jobs/plannedFailures';
import { objectAt } from '../json';
import { bodyReadings } from '../request/bodyReadings';
import { validateInitLive, validatePatchLive } from '../request/validation';
import { emptyReply, jsonReply } from '../server/reply';
import type { Route } from './context';
import { findJob, jobRoutes } from './jobRoutes';

/** Live sessions over HTTP: start, documents and debug metadata. */
export const liveRoutes: Route[] = [
	{
		method: 'POST',
		pattern: /^\/v2\/live$/,
		async handle(state, exchange) {
			const body = await exchange.readJson();
			const { searchParams } = exchange.url;
			validateInitLive(body, searchParams, bodyReadings(state.readings));
			state.live.refuseIfFull();
			const { custom_metadata, ...request_params } = body;
			const { errorCode, failedAddOns } = plannedFailures(state.faults);
			const job = {
				...newJob('live'),
				...(custom_metadata && { custom_metadata: objectAt(body, 'custom_metadata') }),
				request_params,
			};
			const record = { job, failedAddOns };
			state.jobs.add(record);
			const url = state.live.start({ record, body, errorCode }, searchParams.get('region'));
			const { id, created_at } = job;
			return jsonReply(201, { id, created_at, url });
		},
	},
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
