import type { IHttpRequestOptions } from 'n8n-workflow';
import { ConnectionFailure } from './connectionFailure';
import { expectSuccess, itemError } from './errors';
import type { RequestDescription } from './failureTexts';
import { isJob } from './jobs';
import { repeatable } from './retryPolicy';
import type { GladiaContext } from './transport';
import { jsonBody, send } from './transport';
import type { TranscriptionJob } from './types';

/** Pages hold whole results, so they must be small enough for memory. */
export const PAGE = 50;

/** After this many pages in a row without a new job, the list goes in circles. */
const PAGES_WITHOUT_NEWS = 5;

export interface JobPage {
	/** Newest first. */
	jobs: TranscriptionJob[];
	/** Offset of the next page; undefined on the last one. */
	next?: number;
}

/** Reads the page that starts with job number `offset`, with at most `size` jobs. */
export type PageReader = (offset: number, size: number) => Promise<JobPage>;

export interface ListRequest {
	/** Lists the jobs: the query holds the filters, but neither offset nor limit. */
	request: IHttpRequestOptions;
	/** For the texts of failures. */
	requestDescription: RequestDescription;
}

/** Query parameters that Gladia may refuse and that a list can be read without. */
const DISPENSABLE = ['limit', 'custom_metadata'];

/**
 * A reader of one list. Where Gladia refuses the page size or the metadata filter, it continues without:
 * callers check the metadata of jobs in any case. It does not follow the addresses of further pages, as
 * they could lead anywhere, but takes the offset from them.
 *
 * @returns a reader that throws NodeApiError, explained, when a page cannot be read or is not a list
 */
export function pageReader(
	context: GladiaContext,
	{ request, requestDescription }: ListRequest,
): PageReader {
	const refused = new Set<string>();
	return async (offset, size) => {
		for (;;) {
			const query = Object.entries({ ...request.qs, limit: size, offset });
			const qs = Object.fromEntries(query.filter(([name]) => !refused.has(name)));
			const outcome = await send(
				context,
				// status=done&status=error, and custom_metadata[key]=value, as Gladia's SDK sends them.
				() => ({ ...request, qs, arrayFormat: 'repeat', json: true }),
				repeatable,
			);
			const isRefused = !(outcome instanceof ConnectionFailure) && outcome.statusCode === 400;
			const dispensable = DISPENSABLE.find((name) => qs[name] !== undefined);
			if (isRefused && dispensable !== undefined) {
				refused.add(dispensable);
				continue;
			}
			const body = jsonBody(expectSuccess(context, outcome, requestDescription));
			const jobs = jobsIn(body.items);
			if (jobs === undefined) throw notAList(context, requestDescription);
			return { jobs, next: nextOffset(body.next, offset, jobs.length) };
		}
	};
}

function jobsIn(list: unknown): TranscriptionJob[] | undefined {
	return Array.isArray(list) && list.every(isJob) ? list : undefined;
}

function notAList(context: GladiaContext, { action }: RequestDescription) {
	return itemError(context, `Gladia could not ${action}: its answer is not a list`, {
		description:
			"Check that 'Base URL' in the Gladia API credential is the address of the API, then try again",
	});
}

/** An answer that does not mention a next page has one unless it is empty: pages may be small. */
function nextOffset(next: unknown, offset: number, count: number): number | undefined {
	if (next === undefined) return count > 0 ? offset + count : undefined;
	if (typeof next !== 'string' || next === '') return undefined;
	const named = Number(/[?&]offset=(\d+)/.exec(next)?.[1]);
	return named > offset ? named : offset + count;
}

/**
 * Every job of a list from job number `first` on, newest first, page by page, each job once. The list may
 * change in the meantime: new jobs push the others to later pages, and deleted ones pull them back. So
 * each page starts with the last job of the page before. If it does not, jobs in front of it are
 * missing, and the page before is read again.
 *
 * @param size of the first page: the number of jobs wanted, where no more are needed
 */
export async function* freshJobs(
	readPage: PageReader,
	{ first, size }: { first: number; size: number },
): AsyncGenerator<TranscriptionJob[], void> {
	const seen = new Set<string>();
	let offset = first;
	let overlap = 0;
	let direction: 'on' | 'back' | 'on again' = 'on';
	for (let withoutNews = 0; withoutNews < PAGES_WITHOUT_NEWS;) {
		const { jobs, next } = await readPage(offset, offset === first ? size : PAGE);
		const fresh = jobs.filter(({ id }) => !seen.has(id));
		const isGap = overlap > 0 && offset > first && fresh.length === jobs.length;
		// Still there after the step back, so it is not a gap: this is what follows.
		if (isGap && direction !== 'on again') {
			direction = 'back';
			offset = Math.max(first, offset - PAGE + 1);
			continue;
		}
		direction = direction === 'back' ? 'on again' : 'on';
		withoutNews = fresh.length > 0 ? 0 : withoutNews + 1;
		for (const { id } of fresh) seen.add(id);
		if (fresh.length > 0) yield fresh;
		if (next === undefined) return;
		overlap = jobs.length > 1 ? 1 : 0;
		offset = next - overlap;
	}
}
