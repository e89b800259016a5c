/** Of a context for the work on one of several files of an item: the binary field of the file. */
export interface WithInputField {
	inputField?: string;
}

/**
 * A context for the work on one of several files of an item. It is the item's in everything else;
 * errors name the field, and jobs are told apart by it.
 */
export function withInputField<Context extends object>(
	context: Context,
	inputField: string,
): Context & WithInputField {
	return Object.create(context, { inputField: { value: inputField } }) as Context & WithInputField;
}

/** The binary field that a context is for; undefined for a whole item. */
export function inputFieldOf(context: object): string | undefined {
	return (context as WithInputField).inputField;
}
