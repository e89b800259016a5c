import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import type { ParameterSource } from './parameterSource';
import type { SharedOptions } from './sharedOptions';

/**
 * One of the values of the 'Output' field: how it is offered, its own fields, how they are read, and
 * what it makes of a job.
 */
export interface OutputMode<Settings extends object> {
	/** Name in the editor. */
	title: string;
	description: string;
	/** Its fields in the form; they are shown only while the output is chosen. */
	fields: INodeProperties[];
	/** The collection of its optional fields, to which those of every output are added. */
	options: OptionCollection;
	/**
	 * Reads its fields.
	 * @param options the values of the collection
	 * @throws NodeOperationError when an expression gives a value that is not offered, or when a
	 * required list is empty
	 */
	readSettings: (source: ParameterSource, options: Record<string, unknown>) => Settings;
	/** Whether it needs a transcript. A job without one comes out simplified, with its status. */
	needsTranscript: boolean;
	/** Whether files can be attached, because an item stands for a whole transcription. */
	attachesFiles: boolean;
	/**
	 * Makes the items: with resultItem if one stands for a whole transcription, with itemRows if not.
	 * @param job a job without secrets, of any quality; it must not be changed
	 */
	shape: (job: TranscriptionJob, settings: Settings & { shared: SharedOptions }) => ShapedItem[];
}

/** A collection of optional fields in the form. */
export interface OptionCollection {
	displayName: string;
	name: string;
	fields: INodeProperties[];
}

/** The collection of an output without optional fields of its own. */
export const outputOptions: OptionCollection = {
	displayName: 'Output Options',
	name: 'outputOptions',
	fields: [],
};

/** An item whose files n8n has not stored yet. */
export interface ShapedItem {
	json: IDataObject;
	files?: ResultFile[];
}

/** A file to attach to an item. */
export interface ResultFile {
	/** Name of the binary field: the format, e.g. `srt`, or with a language `srt_fr`. */
	field: string;
	fileName: string;
	mimeType: string;
	content: string;
}

/** Options of a list field from a table by value, sorted by their names in the editor. */
export function optionsOf(
	table: Record<string, { title: string; description: string }>,
): INodePropertyOptions[] {
	return Object.entries(table)
		.map(([value, { title, description }]) => ({ name: title, value, description }))
		.toSorted((left, right) => left.name.localeCompare(right.name, 'en'));
}
