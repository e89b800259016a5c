import { readSettings } from '../request/validation';
import type { RateLimiter } from '../server/admission';
import { jsonReply } from '../server/reply';
import type { Route } from './context';

/** Changes settings and answers all of them; an unlimited rate is null. */
export function settingsRoute(rate: RateLimiter): Route {
	return {
		method: 'PATCH',
		pattern: /^\/_sandbox\/settings$/,
		async handle({ life: { limits }, settings }, { readJson }) {
			const {
				requestsPerSecond = rate.requestsPerSecond,
				jobSeconds = limits.jobSeconds,
				concurrentJobs = limits.concurrentJobs,
				queuedJobs = limits.queuedJobs,
				...changed
			} = readSettings(await readJson());
			rate.requestsPerSecond = requestsPerSecond;
			Object.assign(limits, { jobSeconds, concurrentJobs, queuedJobs });
			Object.assign(settings, changed);
			return jsonReply(200, {
				...limits,
				requestsPerSecond: Number.isFinite(requestsPerSecond) ? requestsPerSecond : null,
				...settings,
			});
		},
	};
}
