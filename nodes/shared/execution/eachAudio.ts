import type { IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import { asNodeError } from '../api/errors';
import { inputFieldOf } from '../api/inputField';
import { errorItem } from './itemOperation';

/** How far the transcription of one audio has come. */
export interface AudioOutcome {
	/** What it yields; nothing while its job runs. */
	output: INodeExecutionData[];
	/** Whether it yields an error item, whose details name the field. */
	isFailure?: boolean;
}

/** Audio of an item, with the context for the work on it. */
interface OfItem {
	context: IExecuteSingleFunctions;
}

/**
 * Works on all audio of an item in parallel. Where an item has several files, each output names its
 * field, and where failures do not stop the workflow, one that fails yields an error item and leaves the
 * others alone.
 *
 * @throws the first failure once all have ended, if it is that of the whole item
 */
export async function eachAudio<Audio extends OfItem, Outcome extends AudioOutcome>(
	audios: Audio[],
	work: (audio: Audio) => Promise<Outcome>,
): Promise<Array<Outcome | AudioOutcome>> {
	const results = await Promise.allSettled(audios.map(async (audio) => await work(audio)));
	return results.map((result, index) => {
		const { context } = audios[index] as Audio;
		if (result.status === 'fulfilled') return withField(context, result.value);
		const isCancelled = context.getExecutionCancelSignal()?.aborted === true;
		const isWhole = inputFieldOf(context) === undefined;
		if (isWhole || isCancelled || !context.continueOnFail()) throw result.reason;
		return { output: [errorItem(context, asNodeError(context, result.reason))], isFailure: true };
	});
}

function withField<Outcome extends AudioOutcome>(
	context: IExecuteSingleFunctions,
	outcome: Outcome,
): Outcome {
	const inputField = inputFieldOf(context);
	// n8n recognizes an error item by having no other fields.
	if (inputField === undefined || outcome.isFailure === true) return outcome;
	const output = outcome.output.map((item) => ({
		...item,
		json: { ...item.json, input_field: inputField },
	}));
	return { ...outcome, output };
}
