import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/api/types';
import { timedOutData } from '../../shared/execution/timedOut';
import { withInputFields } from '../../shared/output/inputFields';
import type { StartedJob } from '../operations/startJob';
import { readItemField, removeItemField, writeItemField } from './n8nWorkarounds/itemField';

/**
 * What is known of the audio of an item while the execution is suspended. A list of it, one entry for
 * each file, is kept on the node's own copy of the input item, because that is what n8n stores with the
 * execution.
 */
export type SuspendedAudio = SuspendedJob | SuspendedFailure;

/** One suspension of an execution, the same for all its items. */
export interface SuspensionState {
	/** Random; whoever resumes the execution claims the suspension by this id. */
	id: string;
	/** How many steps are over; the steps grow. */
	step: number;
	/** When n8n's timer ends this step, in milliseconds since 1970. */
	stepEnds: number;
	/** When the node stops waiting for results, in milliseconds since 1970. */
	deadline: number;
}

/** Who runs the node again: a call, or n8n's timer at the end of a step. */
export type ResumedBy = 'call' | 'timer';

interface Suspended {
	/** The item's own data, for expressions once the node runs again; the same for all its audio. */
	input: IDataObject;
	/** Binary field of the audio, where an item has several files. */
	inputField?: string;
	suspension?: SuspensionState;
	/** Set when the node is to run again. Items that n8n passes on to other nodes do not have it. */
	resumedBy?: ResumedBy;
}

/** Audio whose job has been started. */
export interface SuspendedJob extends Suspended, StartedJob {
	status: string;
	/** Deadline of this job in milliseconds since 1970. */
	deadline: number;
	/** Set once the job is known to have ended, so that the API is not asked again. */
	ended?: boolean;
	/** The job as its callback reported it, until the API confirms it. */
	callbackResult?: TranscriptionJob;
	/** Paths of the fields of the input that come along, if any do. */
	inputFields?: string[];
	/** How often in a row the timer found the job gone without a callback. */
	timesGone?: number;
}

/** Audio that failed before the execution was suspended, and is not tried again. */
export interface SuspendedFailure extends Suspended {
	/** Data of the error item. */
	failed: IDataObject;
}

/** What is known of the audio of an item; nothing of an item that this node has not suspended. */
export function suspendedAudio(item: INodeExecutionData): SuspendedAudio[] {
	return (readItemField(item) as { audio: SuspendedAudio[] } | undefined)?.audio ?? [];
}

/** The jobs among the audio of items, in their order. */
export function suspendedJobs(items: INodeExecutionData[]): SuspendedJob[] {
	return items.flatMap((item) =>
		suspendedAudio(item).flatMap((audio) => ('failed' in audio ? [] : [audio])),
	);
}

/** The suspension that items are in, or were resumed from. */
export function suspensionOfItems(items: INodeExecutionData[]): SuspensionState | undefined {
	return items
		.flatMap(suspendedAudio)
		.map(({ suspension }) => suspension)
		.find(Boolean);
}

/** The same as `suspendedAudio`, but only of an item with which the node is to continue. */
export function resumedAudio(item: INodeExecutionData): SuspendedAudio[] {
	return suspendedAudio(item).filter(({ resumedBy }) => resumedBy !== undefined);
}

/** Prepares an item; its data become what comes out should n8n pass it on without this node. */
export function suspendItem(
	context: IExecuteSingleFunctions,
	suspended: SuspendedAudio[],
	suspension: SuspensionState,
): void {
	const item = context.getInputData();
	writeItemField(item, {
		audio: suspended.map((audio) => ({ ...audio, suspension, resumedBy: undefined })),
	});
	const [first = {}, ...more] = suspended.map(passedOn);
	item.json = more.length === 0 ? first : { transcriptions: [first, ...more] };
}

function passedOn(audio: SuspendedAudio): IDataObject {
	if ('failed' in audio) return audio.failed;
	const { inputField, input, inputFields = [] } = audio;
	const json = {
		...timedOutData(audio),
		...(inputField !== undefined && { input_field: inputField }),
	};
	return withInputFields(json, input, inputFields);
}

/** Forgets the jobs of an item, so that another try starts new ones, unless the run knows them. */
export function forgetJobs(context: IExecuteSingleFunctions): void {
	removeItemField(context.getInputData());
}

/**
 * A copy of an item with its own data back, with which the node continues.
 *
 * @param update what has become known of a job
 */
export function resumeItem(
	item: INodeExecutionData,
	resumedBy: ResumedBy,
	update: (job: SuspendedJob) => Partial<SuspendedJob> = () => ({}),
): INodeExecutionData {
	const suspended = suspendedAudio(item);
	const [first] = suspended;
	if (first === undefined) return item;
	const resumed = { ...item, json: first.input };
	writeItemField(resumed, {
		audio: suspended.map((audio) => ({
			...audio,
			...('failed' in audio ? {} : update(audio)),
			resumedBy,
		})),
	});
	return resumed;
}
