/**
 * What to say of a value that a field does not offer; only an expression can give one.
 *
 * @param label of the field, as the editor shows it
 * @param offered the values that can be chosen; none when there are too many to list
 * @returns message and description of an error
 */
export function unknownValue(
	label: string,
	value: string,
	offered: string[] = [],
): { message: string; description: string } {
	return {
		message: `'${label}' does not know the value '${value}'`,
		description:
			offered.length > 0 ? `Use one of ${offered.join(', ')}` : 'Choose one of the values offered',
	};
}
