import type { Job } from '../job';
import type { JsonObject } from '../json';
import { isJsonObject } from '../json';
import type { Readings } from '../readings/readings';
import { validateListQuery } from '../request/validation';
import { ApiError } from '../server/apiError';

const DEFAULT_LIMIT = 20;

/** The largest page under each reading that has one. */
const LARGEST_PAGE: Record<string, number> = {
	'limit-100': 100,
	'limit-default-only': DEFAULT_LIMIT,
};

interface ListFilters {
	offset: number;
	limit: number;
	date?: string;
	before_date?: string;
	after_date?: string;
	status: string[];
	custom_metadata: JsonObject;
}

/** The key of `custom_metadata[key]`, the form in which the SDK sends metadata filters. */
const METADATA_KEY = /^custom_metadata\[(.+)\]$/;

function parseMetadata(text: string): JsonObject {
	try {
		const parsed: unknown = JSON.parse(text);
		if (isJsonObject(parsed)) return parsed;
	} catch {
		// Reported below, together with JSON that is no object.
	}
	throw new ApiError(400, 'Invalid query parameter', {
		validationErrors: ['Field "custom_metadata" must be a JSON object'],
	});
}

/**
 * Reads and checks the list filters of the query, as the readings in force understand them.
 * @throws ApiError 400 with `validation_errors` for unknown parameters and wrong values
 */
export function parseListQuery(query: URLSearchParams, readings: Readings): ListFilters {
	const form = readings.of('listFilter');
	const readsBrackets = form === 'filter-any-form' || form === 'filter-brackets';
	const readsJson = form === 'filter-any-form' || form === 'filter-json';
	const metadata: JsonObject = {};
	const plain: JsonObject = {};
	for (const key of new Set(query.keys())) {
		const values = query.getAll(key);
		const last = values.at(-1) ?? '';
		const metadataKey = METADATA_KEY.exec(key)?.[1];
		if (metadataKey !== undefined) {
			if (readsBrackets) metadata[metadataKey] = last;
		} else if (key === 'custom_metadata') {
			if (readsJson) Object.assign(metadata, parseMetadata(last));
		} else if (key === 'status' || key === 'status[]') plain.status = values;
		else if (key === 'offset' || key === 'limit') plain[key] = last === '' ? last : Number(last);
		else plain[key] = last;
	}
	validateListQuery(plain);
	const largest = LARGEST_PAGE[readings.of('listLimit')];
	if (largest !== undefined && Number(plain.limit ?? 0) > largest) {
		throw new ApiError(400, 'Invalid query parameter', {
			validationErrors: [`Field "limit" must not be greater than ${largest}`],
		});
	}
	return {
		offset: 0,
		limit: DEFAULT_LIMIT,
		status: [],
		...(plain as Partial<ListFilters>),
		custom_metadata: metadata,
	};
}

/** Query strings carry no types, so 12 matches "12"; nested values are compared as JSON. */
function sameValue(wanted: unknown, actual: unknown): boolean {
	const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
	return actual !== undefined && text(wanted) === text(actual);
}

/** Whether a job passes the filters; dates are compared with `created_at`, in UTC. */
export function matchesFilters(job: Job, filters: ListFilters): boolean {
	const created = Date.parse(job.created_at);
	const day = filters.date?.slice(0, 10);
	return (
		(day === undefined || new Date(created).toISOString().startsWith(day)) &&
		(filters.before_date === undefined || created < Date.parse(filters.before_date)) &&
		(filters.after_date === undefined || created > Date.parse(filters.after_date)) &&
		(filters.status.length === 0 || filters.status.includes(job.status)) &&
		Object.entries(filters.custom_metadata).every(([key, wanted]) =>
			sameValue(wanted, job.custom_metadata?.[key]),
		)
	);
}

/** The URL of another page of the same list, all filters kept. */
export function pageUrl(current: URL, offset: number, limit: number): string {
	const url = new URL(current);
	url.searchParams.set('offset', String(offset));
	url.searchParams.set('limit', String(limit));
	return url.href;
}
