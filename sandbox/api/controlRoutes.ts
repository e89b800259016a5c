import { jobDocument } from '../jobs/jobStore';
import { readSeed, seedJob } from '../jobs/seed';
import { type JsonObject, numberAt } from '../json';
import { ApiError } from '../server/apiError';
import type { RateLimiter } from '../server/admission';
import { parseFault } from '../server/faults';
import { emptyReply, jsonReply } from '../server/reply';
import type { RequestRecorder } from '../server/requestRecorder';
import type { JobLimits } from '../jobs/jobLife';
import type { Route } from './context';

interface Controls {
	recorder: RequestRecorder;
	rate: RateLimiter;
	reset: () => void;
}

/** @throws ApiError 400 for anything but a number ≥ 0 under a known name */
function changeSettings(limits: JobLimits, rate: RateLimiter, body: JsonObject): void {
	for (const key of Object.keys(body)) {
		const value = numberAt(body, key);
		if (value === undefined || value < 0) throw new ApiError(400, `${key} must be a number ≥ 0`);
		if (key === 'requestsPerSecond') rate.requestsPerSecond = value;
		else if (key === 'jobSeconds' || key === 'concurrentJobs' || key === 'queuedJobs') {
			limits[key] = value;
		} else throw new ApiError(400, `Unknown setting: ${key}`);
	}
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
		{
			method: 'PATCH',
			pattern: /^\/_sandbox\/settings$/,
			async handle({ life }, { readJson }) {
				changeSettings(life.limits, rate, await readJson());
				return jsonReply(200, {
					...life.limits,
					requestsPerSecond: Number.isFinite(rate.requestsPerSecond)
						? rate.requestsPerSecond
						: null,
				});
			},
		},
	];
}
