import { jobDocument } from '../jobs/jobStore';
import { readSeed, seedJob } from '../jobs/seed';
import { readingRoutes } from '../readings/readingRoutes';
import type { RateLimiter } from '../server/admission';
import { parseFault } from '../server/faults';
import { emptyReply, jsonReply } from '../server/reply';
import type { RequestRecorder } from '../server/requestRecorder';
import type { Route } from './context';
import { deliveryRoutes } from './deliveryRoutes';
import { settingsRoute } from './settingsRoute';

interface Controls {
	recorder: RequestRecorder;
	rate: RateLimiter;
	reset: () => void;
}

/** The sandbox's own controls over HTTP, for tests and people in another process. */
export function controlRoutes({ recorder, rate, reset }: Controls): Route[] {
	return [
		{
			method: 'POST',
			pattern: /^\/_sandbox\/faults$/,
			async handle({ faults }, { readJson }) {
				faults.add(parseFault(await readJson()));
				return emptyReply(204);
			},
		},
		{
			method: 'DELETE',
			pattern: /^\/_sandbox\/faults$/,
			handle({ faults }) {
				faults.clear();
				return emptyReply(204);
			},
		},
		{
			method: 'GET',
			pattern: /^\/_sandbox\/requests$/,
			handle: () => jsonReply(200, { requests: recorder.requests }),
		},
		{
			method: 'GET',
			pattern: /^\/_sandbox\/jobs$/,
			handle: ({ jobs }) => jsonReply(200, { jobs: jobs.list().map(jobDocument) }),
		},
		{
			method: 'POST',
			pattern: /^\/_sandbox\/jobs$/,
			async handle({ jobs }, { readJson }) {
				const { kind, seed } = readSeed(await readJson());
				return jsonReply(201, seedJob(jobs, kind, seed));
			},
		},
		{
			method: 'POST',
			pattern: /^\/_sandbox\/reset$/,
			handle() {
				reset();
				return emptyReply(204);
			},
		},
		settingsRoute(rate),
		...deliveryRoutes,
		...readingRoutes,
	];
}
