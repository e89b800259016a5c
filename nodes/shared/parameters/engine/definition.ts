import type { INodeProperties } from 'n8n-workflow';

/** One field of a request: where it goes, how it looks in the editor, how its value is read. */
export interface ApiParameter {
	/** Path in the body of `POST /v2/pre-recorded`, e.g. `translation_config.model` */
	path: string;
	/** Path in the body of `POST /v2/live` where the API shares the field */
	live?: string;
	/** The field in the editor; its routing is generated from `path` */
	field: INodeProperties;
	/**
	 * Turns the field's value into the API's, where the two differ by more than type;
	 * undefined or anything empty means: do not send.
	 */
	toApi?: (value: unknown) => unknown;
	/** Path of a boolean which this value turns on unless the user has set it */
	turnsOn?: string;
	/** Paths of the current fields that replace this legacy one; both together are refused */
	insteadOf?: string[];
}

/** Parameters which belong together in the form. */
export interface Feature {
	/** Turns the feature on. While it is off, none of the feature's other values is sent */
	switch?: ApiParameter;
	/** A choice of the form that only decides which fields are shown; the API does not know it */
	choice?: INodeProperties;
	/** Shown as soon as the feature is on */
	fields?: ApiParameter[];
	/** Offered behind "Add option" */
	settings?: {
		name: string;
		displayName: string;
		parameters: ApiParameter[];
		/** Stands before them, and is not sent as a field of its own */
		leading?: INodeProperties[];
		/** Stands after them, and is not sent either */
		trailing?: INodeProperties[];
	};
	/** Finds what the API would refuse, or bill without a use, in a finished request */
	findIssue?: (read: ReadValue) => ValidationIssue | undefined;
}

/** Reads a value of the finished request by its pre-recorded path, whichever API it is for. */
export type ReadValue = (path: string) => unknown;

/** What to tell the user: what is wrong, with the label of the field, and what to change. */
export interface ValidationIssue {
	message: string;
	description: string;
}

/** All parameters of a feature, in the order of the form. */
export function parametersOf(feature: Feature): ApiParameter[] {
	return [
		...(feature.switch ? [feature.switch] : []),
		...(feature.fields ?? []),
		...(feature.settings?.parameters ?? []),
	];
}

/** The label of a parameter, quoted as n8n's texts do. */
export function label({ field }: ApiParameter): string {
	return `'${field.displayName}'`;
}
