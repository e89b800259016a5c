import { isJsonObject } from '../json';
import { ApiError } from './apiError';
import { CountedList } from './countedList';

const REQUEST_FAULTS = [
	'status',
	'reset',
	'hang',
	'truncate',
	'malformed',
	'lose-response',
	'delay',
] as const;
const JOB_FAULTS = ['job-error', 'addon-error'] as const;

/**
 * A failure to play.
 *
 * - `status`: answers `status` (default 500) with `headers` and `body` (default: Gladia's
 *   error document) without handling the request
 * - `reset`: cuts the connection before handling the request
 * - `hang`: reads the request and never answers
 * - `truncate`: handles the request, announces the whole answer, sends half and cuts
 * - `malformed`: handles the request and answers half of the JSON as if it were whole
 * - `lose-response`: handles the request (a job is created) and cuts without an answer
 * - `delay`: waits `delayMs` before handling the request normally
 * - `job-error`: the next job that starts ends with status `error` and `errorCode`
 * - `addon-error`: in the next job that starts, the section `addOn` fails with `errorCode`,
 *   the job itself is done
 */
export interface Fault {
	kind: (typeof REQUEST_FAULTS)[number] | (typeof JOB_FAULTS)[number];
	/** How many matching requests (or jobs) fail; default 1. */
	times?: number;
	/** How many matching requests (or jobs) pass before the first that fails; default 0. */
	skip?: number;
	/** Only requests of this method; not looked at for jobs, and neither is the path. */
	method?: string;
	/**
	 * Only paths (without query) that match this regular expression, which is anchored at the
	 * start; a plain path therefore works as a prefix, and `/v2/upload$` matches exactly.
	 */
	path?: string | RegExp;
	status?: number;
	headers?: Record<string, string>;
	body?: unknown;
	/** Sets the Retry-After header of a `status` fault, in seconds. */
	retryAfterSeconds?: number;
	delayMs?: number;
	/** Result section that fails, e.g. `summarization`. */
	addOn?: string;
	/** 400–599, default 500. */
	errorCode?: number;
}

interface PendingFault extends Pick<Fault, 'times' | 'skip'> {
	fault: Fault;
	pattern?: RegExp;
}

const isOneOf = <T extends string>(list: readonly T[], value: unknown): value is T =>
	list.some((entry) => entry === value);

function isFault(value: unknown): value is Fault {
	if (!isJsonObject(value)) return false;
	const typeOfField: Record<string, string> = {
		times: 'number',
		skip: 'number',
		method: 'string',
		path: 'string',
		status: 'number',
		headers: 'object',
		retryAfterSeconds: 'number',
		delayMs: 'number',
		addOn: 'string',
		errorCode: 'number',
	};
	return (
		isOneOf([...REQUEST_FAULTS, ...JOB_FAULTS], value.kind) &&
		Object.entries(value).every(
			([key, field]) => key === 'kind' || key === 'body' || typeof field === typeOfField[key],
		)
	);
}

/** @throws ApiError 400 when the value, which came over HTTP, is no fault */
export function parseFault(value: unknown): Fault {
	if (!isFault(value)) {
		throw new ApiError(400, `Not a fault; kinds: ${[...REQUEST_FAULTS, ...JOB_FAULTS].join(', ')}`);
	}
	return value;
}

function pathPattern(path: Fault['path']): RegExp | undefined {
	if (path === undefined) return undefined;
	const source = path instanceof RegExp ? path.source : path;
	try {
		return new RegExp(`^(?:${source})`);
	} catch {
		throw new ApiError(400, `The path of a fault is no regular expression: ${source}`);
	}
}

/** The failures to play, in the order in which they were asked for. */
export class FaultQueue {
	private readonly pending = new CountedList<PendingFault>();

	/** @throws ApiError 400 for an addon-error without section or a path that is no pattern */
	add(fault: Fault): void {
		if (fault.kind === 'addon-error' && !fault.addOn) {
			throw new ApiError(400, 'An addon-error needs addOn, the name of a result section');
		}
		const { times, skip, path } = fault;
		this.pending.add({ fault, times, skip, pattern: pathPattern(path) });
	}

	clear(): void {
		this.pending.clear();
	}

	/** The fault that this request has to suffer, used up by one. */
	takeForRequest(method: string, path: string): Fault | undefined {
		return this.pending.takeFirst(
			({ fault, pattern }) =>
				isOneOf(REQUEST_FAULTS, fault.kind) &&
				(fault.method === undefined || fault.method.toUpperCase() === method) &&
				(pattern === undefined || pattern.test(path)),
		)?.fault;
	}

	/** All faults that a job starting now has to suffer, each used up by one. */
	takeForJob(): Fault[] {
		return this.pending
			.takeAll(({ fault }) => isOneOf(JOB_FAULTS, fault.kind))
			.map(({ fault }) => fault);
	}
}
