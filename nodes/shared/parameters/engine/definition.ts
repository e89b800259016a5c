import type { INodeProperties } from 'n8n-workflow';

/** One field of a request: where it goes, how it looks in the editor, how its value is read. */
export interface ApiParameter {
	/**
	 * Path in the body of `POST /v2/pre-recorded`, e.g. `translation_config.model`; for a parameter of
	 * live sessions only, its path in the body of `POST /v2/live`
	 */
	path: string;
	/** Path in the body of `POST /v2/live`, where that API knows the field */
	live?: string;
	/** The field in the editor; its routing is generated from the path */
	field: INodeProperties;
	/**
	 * Turns the field's value into the API's, where the two differ by more than type;
	 * undefined or anything empty is not sent.
	 */
	toApi?: (value: unknown) => unknown;
	/** Added to the list that another field has put at the path, instead of replacing it */
	appends?: boolean;
	/** Path of a boolean that this value turns on unless the user has set it */
	turnsOn?: string;
	/** Paths of the current fields that replace this legacy one; both together are refused */
	insteadOf?: string[];
}

/** Parameters that belong together in the form. */
export interface Feature {
	/** Offered only after 'More Add-Ons' since version 1.1 of the nodes */
	isRare?: boolean;
	/** Turns the feature on. While it is off, none of the feature's other values is sent */
	switch?: ApiParameter;
	/** A choice of the form that only decides which fields are shown; the API does not know it */
	choice?: INodeProperties;
	/** Shown as soon as the feature is on */
	fields?: ApiParameter[];
	/** Offered behind "Add Option" */
	settings?: {
		name: string;
		displayName: string;
		parameters: ApiParameter[];
		/** Shown in the tab 'Settings' of the node instead of among its parameters */
		inSettings?: boolean;
		/** Fields before them that are not sent by themselves */
		leading?: INodeProperties[];
		/** Fields after them that are not sent by themselves */
		trailing?: INodeProperties[];
	};
	/** Finds what the API would refuse, or charge for without any effect, in a finished request */
	findIssue?: (read: ReadValue) => ValidationIssue | undefined;
}

/** Where a parameter stands in the body of the API that is called. */
export type PathOf = (parameter: ApiParameter) => string;

/** Reads a value of the finished request by its `path`, whichever API it is for. */
export type ReadValue = (path: string) => unknown;

/** What is wrong, with the label of the field, and what the user can change. */
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

/** The label of a parameter, quoted as in n8n's own texts. */
export function label({ field }: ApiParameter): string {
	return `'${field.displayName}'`;
}
