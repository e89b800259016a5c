import type { Job, JobKind } from '../job';
import type { JobRecord } from '../jobs/jobStore';
import { jobDocument } from '../jobs/jobStore';
import { matchesFilters, pageUrl, parseListQuery } from '../jobs/listQuery';
import type { ReadingOf } from '../readings/catalogue';
import { playedJob } from '../result/playedResult';
import { ApiError } from '../server/apiError';
import type { Reply } from '../server/reply';
import { emptyReply, jsonReply } from '../server/reply';
import type { Exchange, Route, SandboxState } from './context';
import { audioOfJob } from './storageRoutes';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The job that the path names.
 * @throws ApiError 400 for a malformed id, 404 for an unknown one or one of the other kind
 */
export function findJob(state: SandboxState, kind: JobKind, exchange: Exchange): JobRecord {
	const id = exchange.params[0] ?? '';
	if (!UUID.test(id)) {
		throw new ApiError(400, 'Validation failed (uuid is expected)', {
			validationErrors: ['Field "id" must be a UUID'],
		});
	}
	const record = state.jobs.get(kind, id);
	if (!record) throw new ApiError(404, `Job ${id} not found`);
	return record.isForgotten ? forgotten(state, record) : record;
}

/** A job whose account keeps no data. */
function forgotten({ readings }: SandboxState, record: JobRecord): JobRecord {
	const { id } = record.job;
	switch (readings.of('noRetention')) {
		case 'no-retention-403':
			throw new ApiError(403, `Job ${id} is not available: zero data retention`);
		case 'no-retention-410':
			throw new ApiError(410, `Job ${id} has been removed`);
		case 'no-retention-empty':
			return { job: { ...record.job, file: null }, failedAddOns: {}, fixedResult: null };
		default:
			throw new ApiError(404, `Job ${id} not found`);
	}
}

/** A job as an item of a list. */
function listItem({ result, ...rest }: Job, content: ReadingOf<'listItems'>): Partial<Job> {
	if (content === 'list-bare') return rest;
	const isWhole = content === 'list-whole' || result === null;
	return { ...rest, result: isWhole ? result : { metadata: result.metadata } };
}

function listJobs(state: SandboxState, kind: JobKind, { url }: Exchange): Reply {
	const filters = parseListQuery(url.searchParams, state.readings);
	const content = state.readings.of('listItems');
	const { offset, limit } = filters;
	const matching = state.jobs.list(kind).filter(({ job }) => matchesFilters(job, filters));
	const end = offset + limit;
	return jsonReply(200, {
		first: pageUrl(url, 0, limit),
		current: pageUrl(url, offset, limit),
		next: end < matching.length ? pageUrl(url, end, limit) : null,
		items: matching
			.slice(offset, end)
			.map((record) => listItem(playedJob(jobDocument(record), state.readings), content)),
	});
}

/** Deletes a job with its audio, unless another job has the same. */
async function deleteJob(state: SandboxState, { job, audio }: JobRecord): Promise<Reply> {
	const { id, status } = job;
	if (status === 'queued' || status === 'processing') {
		throw new ApiError(403, `Job ${id} cannot be deleted while it is ${status}`);
	}
	state.jobs.delete(id);
	const isShared = state.jobs.list().some((other) => other.audio?.id === audio?.id);
	if (audio !== undefined && !isShared) await state.audio.remove(audio);
	return emptyReply(202);
}

/** List, get, audio and delete, which pre-recorded and live jobs have in common. */
export function jobRoutes(kind: JobKind): Route[] {
	const one = new RegExp(`^/v2/${kind}/([^/]+)$`);
	return [
		{
			method: 'GET',
			pattern: new RegExp(`^/v2/${kind}$`),
			handle: (state, exchange) => listJobs(state, kind, exchange),
		},
		{
			method: 'GET',
			pattern: one,
			handle(state, exchange) {
				const job = jobDocument(findJob(state, kind, exchange));
				return jsonReply(200, playedJob(job, state.readings));
			},
		},
		{
			method: 'GET',
			pattern: new RegExp(`^/v2/${kind}/([^/]+)/file$`),
			handle: (state, exchange) => audioOfJob(state, findJob(state, kind, exchange)),
		},
		{
			method: 'DELETE',
			pattern: one,
			handle: (state, exchange) => deleteJob(state, findJob(state, kind, exchange)),
		},
	];
}
