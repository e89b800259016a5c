import type { ApiParameter, ValidationIssue } from './definition';
import { label } from './definition';

/**
 * What is wrong with the value of a number field, by the range that the field declares. An unset
 * value is valid; a text that is not a number is an issue.
 *
 * @param where which of several such fields is meant, e.g. ` of 'Gladia'`
 */
export function numberIssue(
	parameter: ApiParameter,
	value: unknown,
	where = '',
): ValidationIssue | undefined {
	const {
		minValue = -Infinity,
		maxValue = Infinity,
		numberPrecision,
	} = parameter.field.typeOptions ?? {};
	const whole = numberPrecision === 0;
	const description = `Enter ${whole ? 'a whole number' : 'a number'} ${range(minValue, maxValue)}`;
	const message = `${label(parameter)}${where} is ${JSON.stringify(value)}`;
	if (value === undefined) return undefined;
	if (typeof value !== 'number' || !Number.isFinite(value)) {
		return { message: `${message}, which is not a number`, description };
	}
	if (whole && !Number.isInteger(value)) {
		return { message: `${message}, which is not a whole number`, description };
	}
	if (value >= minValue && value <= maxValue) return undefined;
	return { message: `${message}, which is out of range`, description };
}

function range(min: number, max: number): string {
	return max === Infinity ? `of ${min} or more` : `from ${min} to ${max}`;
}
