import { outputOf } from '../../demo/execution';
import { Semaphore } from '../../nodes/shared/async/semaphore';
import type { Job } from '../../sandbox/sandbox';
import type { SandboxControls } from '../sandboxProcess';
import type { N8nHost } from './host';
import { NEXT, TRANSCRIBE } from './workflow';

/** Executions that are read at a time. */
const READERS = 5;

/** A job, and the execution that got its result. */
export interface Transcription {
	job: Job;
	/** When the node after Gladia Transcribe began, in milliseconds since 1970. */
	wentOnAt: number;
}

/**
 * What became of every job that a `transcribeWorkflow` has started since the sandbox's last reset.
 *
 * @throws Error when an execution did not go on once, with the very result of its own job
 */
export async function transcriptions(
	host: N8nHost,
	sandbox: SandboxControls,
): Promise<Transcription[]> {
	const readers = new Semaphore(READERS);
	const read = (await sandbox.jobs()).flatMap((job) => {
		// Each job's audio is named after the execution.
		const [, executionId] = /\/(\d+)\.mp3$/.exec(String(job.request_params?.audio_url)) ?? [];
		if (executionId === undefined) return [];
		return [readers.run(async () => await transcription(host, executionId, job))];
	});
	return await Promise.all(read);
}

async function transcription(
	{ rest }: N8nHost,
	executionId: string,
	job: Job,
): Promise<Transcription> {
	const execution = await rest.execution(executionId);
	const items = outputOf(execution, TRANSCRIBE).map(({ json }) => [json.id, json.full_transcript]);
	const { full_transcript } = Object(job.result?.transcription) as { full_transcript?: string };
	const [next, ...further] = execution.data.resultData.runData[NEXT] ?? [];
	const isRight = JSON.stringify(items) === JSON.stringify([[job.id, full_transcript]]);
	if (execution.status !== 'success' || !isRight || next === undefined || further.length > 0) {
		throw new Error(`Execution ${executionId} is '${execution.status}', or its result is wrong`);
	}
	return { job, wentOnAt: next.startTime };
}
