import type { IDataObject } from 'n8n-workflow';
import type { PageReader } from '../../shared/api/jobList';
import { freshJobs, PAGE } from '../../shared/api/jobList';
import type { TranscriptionJob } from '../../shared/api/types';
import { hasMetadata } from '../../shared/fields/metadataRows';
import { valueAt } from '../../shared/json/values';

interface Wanted {
	/** Custom metadata that the jobs must have. */
	metadata?: IDataObject;
	/** How many of the newest matching jobs to skip. */
	skip: number;
	/** Size of the first page. */
	size: number;
}

/** The jobs of a list with the wanted metadata, whether or not Gladia's own filter respects it. */
export async function* matchingJobs(
	readPage: PageReader,
	{ metadata, skip, size }: Wanted,
): AsyncGenerator<TranscriptionJob[], void> {
	if (metadata === undefined) {
		yield* freshJobs(readPage, { first: skip, size });
		return;
	}
	const matches = (job: TranscriptionJob) => hasMetadata(metadataOf(job), metadata);
	let isFirst = true;
	for await (const jobs of freshJobs(readPage, { first: skip, size })) {
		// A list without the filter has also skipped jobs that do not match.
		if (isFirst && skip > 0 && !jobs.every(matches)) {
			yield* skipMatching(readPage, { matches, skip });
			return;
		}
		isFirst = false;
		yield jobs.filter(matches);
	}
}

async function* skipMatching(
	readPage: PageReader,
	{ matches, skip }: { matches: (job: TranscriptionJob) => boolean; skip: number },
): AsyncGenerator<TranscriptionJob[], void> {
	let left = skip;
	for await (const jobs of freshJobs(readPage, { first: 0, size: PAGE })) {
		const matching = jobs.filter(matches);
		yield matching.slice(left);
		left = Math.max(0, left - matching.length);
	}
}

/** Jobs are listed with their metadata, or at least with the request that had it. */
function metadataOf(job: TranscriptionJob): unknown {
	return job.custom_metadata ?? valueAt(job, 'request_params.custom_metadata');
}
