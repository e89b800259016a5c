import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { collectionPath } from '../shared/endpoints';
import { expectSuccess, explainUnanswered, itemError } from '../shared/errors';
import { billed } from '../shared/retry';
import type { Connection } from '../shared/transport';
import { jsonBody, send } from '../shared/transport';
import { Unanswered } from '../shared/unanswered';
import { findStartedJob } from './findStartedJob';
import type { NodeRun } from './nodeRun';

/** A job as the API announces it. */
export interface StartedJob {
	id: string;
	result_url: string;
}

export interface Start {
	/** Makes the body of POST /v2/pre-recorded; uploads the audio, so it runs only when needed. */
	body: () => Promise<IDataObject>;
	/** How long 429 answers (too many jobs) are waited out, in milliseconds. */
	patience: number;
}

/**
 * Starts a job at most once. A start that got no answer, or a server's fault for one, may have begun
 * (and be billed) all the same: then the job is looked for at Gladia instead of being started again,
 * also when 'Retry On Fail' comes back to it.
 */
export async function startJob(
	context: IExecuteSingleFunctions,
	connection: Connection,
	run: NodeRun,
	{ body: makeBody, patience }: Start,
): Promise<StartedJob> {
	const itemIndex = context.getItemIndex();
	const started = run.jobs.get(itemIndex);
	if (started !== undefined) return announced(connection, started);

	const earlier = run.unansweredStarts.get(itemIndex);
	if (earlier !== undefined) {
		const found = await findStartedJob(context, connection, { ...earlier, run });
		if (found !== undefined) return announced(connection, remember(run, itemIndex, found));
	}

	const body = await makeBody();
	const since = Date.now();
	const outcome = await send(
		context,
		() => ({
			...connection,
			method: 'POST',
			url: collectionPath('pre-recorded'),
			body,
			json: true,
		}),
		{ ...billed, patience },
	);
	const subject = { action: 'start the transcription', parameter: 'Audio Source', itemIndex };
	if (!mayHaveBegun(outcome)) {
		const { id, result_url } = jsonBody(expectSuccess(context.getNode(), outcome, subject));
		if (typeof id === 'string') {
			remember(run, itemIndex, id);
			return { id, result_url: String(result_url) };
		}
	}

	run.unansweredStarts.set(itemIndex, { body, since });
	const found = await findStartedJob(context, connection, { body, since, run });
	if (found !== undefined) return announced(connection, remember(run, itemIndex, found));
	if (outcome instanceof Unanswered) {
		throw explainUnanswered(context.getNode(), outcome, subject, notFoundAtGladia);
	}
	throw itemError(context.getNode(), 'Gladia did not confirm the start of the transcription', {
		itemIndex,
		description: `It answered with status ${outcome.statusCode}. ${notFoundAtGladia}`,
		details: { status_code: outcome.statusCode },
	});
}

const notFoundAtGladia =
	'No such job is in the list of transcriptions, so nothing has been billed as far as can be seen. ' +
	"Look with 'Get Many Transcriptions' of Gladia Get Result before you run it again";

/** Whether a start may have been carried out although its answer does not say so. */
function mayHaveBegun(outcome: Awaited<ReturnType<typeof send>>): boolean {
	if (outcome instanceof Unanswered) return !outcome.neverArrived;
	return outcome.statusCode >= 500;
}

function remember(run: NodeRun, itemIndex: number, id: string): string {
	run.jobs.set(itemIndex, id);
	run.unansweredStarts.delete(itemIndex);
	return id;
}

function announced({ baseURL = '' }: Connection, id: string): StartedJob {
	return { id, result_url: `${baseURL}${collectionPath('pre-recorded')}/${id}` };
}
