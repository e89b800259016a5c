import type { IExecuteSingleFunctions } from 'n8n-workflow';
import type { ListRequest } from '../../shared/api/jobList';
import { expectJob, jobRequest, readJob } from '../../shared/api/jobs';
import { connectionOf } from '../../shared/api/transport';
import type { TranscriptionJob } from '../../shared/api/types';
import { kindOf } from '../../shared/fields/transcriptionLocator';
import { isRecord, valueAt } from '../../shared/json/values';
import type { OutputChoice } from '../../shared/output/choice';
import { resultParts } from '../../shared/output/modes/selectedParts';

/** Whole transcriptions are large. */
const READS_AT_ONCE = 5;

interface Wanted {
	list: ListRequest;
	choice: OutputChoice;
	/** Lists the page of the jobs again: the IDs of those that are still there. */
	listedNow: () => Promise<Set<string>>;
}

/**
 * Jobs of a list with all that the chosen output needs: reads a job by itself if it is done but listed
 * without its transcript, a few jobs in parallel.
 *
 * @returns the jobs in the same order, without those deleted in the meantime. A job whose result cannot
 *   be read is returned as listed: after 403, and if no job that is done can be read although all are
 *   still listed, because the account keeps no results
 * @throws NodeApiError, explained, when a job cannot be read
 */
export async function wholeJobs(
	context: IExecuteSingleFunctions,
	jobs: TranscriptionJob[],
	wanted: Wanted,
): Promise<TranscriptionJob[]> {
	const whole: Array<TranscriptionJob | undefined> = [...jobs];
	const gone = new Set<string>();
	const incomplete = [...jobs.entries()].filter(([, job]) => !isEnough(job, wanted.choice));
	const readNext = async () => {
		for (let entry = incomplete.shift(); entry !== undefined; entry = incomplete.shift()) {
			const [index, job] = entry;
			let isRead = false;
			try {
				whole[index] = await readWhole(context, job, wanted.list);
				if (whole[index] === undefined) gone.add(job.id);
				isRead = true;
			} finally {
				// The first failure is that of the item, so nothing more is read.
				if (!isRead) incomplete.length = 0;
			}
		}
	};
	await Promise.all(Array.from({ length: READS_AT_ONCE }, readNext));
	const isKept = whole.some((job) => job !== undefined && hasTranscript(job));
	const listed = gone.size > 0 && !isKept ? await wanted.listedNow() : new Set<string>();
	const given = jobs.map((job, index) => whole[index] ?? (listed.has(job.id) ? job : undefined));
	return given.filter((job) => job !== undefined);
}

/** Whether a job as it was listed has what the output needs. */
function isEnough(job: TranscriptionJob, choice: OutputChoice): boolean {
	if (job.status !== 'done' || hasTranscript(job)) return true;
	if (choice.output !== 'selected' || choice.shared.attachFiles.length > 0) return false;
	return choice.parts
		.flatMap(pathsOf)
		.every((path) => !path.startsWith('result') || valueAt(job, path) !== undefined);
}

function hasTranscript(job: TranscriptionJob): boolean {
	return isRecord(valueAt(job, 'result.transcription'));
}

/** Where a part stands in a job; one without a path of its own is made of the whole result. */
function pathsOf(name: string): string[] {
	const part = Object.hasOwn(resultParts, name) ? resultParts[name] : undefined;
	if (part === undefined) return [name];
	return part.paths.length > 0 ? part.paths : ['result.transcription'];
}

async function readWhole(
	context: IExecuteSingleFunctions,
	job: TranscriptionJob,
	{ request, requestDescription }: ListRequest,
): Promise<TranscriptionJob | undefined> {
	const { id } = job;
	const kind = kindOf(context.getNodeParameter('resource', ''));
	const answer = await readJob(context, jobRequest(connectionOf(request), kind, id));
	const status = 'refusal' in answer ? answer.refusal.statusCode : undefined;
	// Deleted after it was listed, or not kept.
	if (status === 404 || status === 410) return undefined;
	// Not everybody who may list it may read it.
	if (status === 403) {
		const { name } = context.getNode();
		const what = `Gladia does not give out the result of the transcription ${id}, which comes as it is listed`;
		context.logger.warn(`${name}: ${what} [Item ${context.getItemIndex()}]`);
		return job;
	}
	const about = { ...requestDescription, action: `read the transcription ${id}` };
	return expectJob(context, answer, about);
}
