import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { itemError } from '../../api/errors';
import type { ApiParameter, Feature, ReadValue, ValidationIssue } from './definition';
import { label, parametersOf } from './definition';
import { numberIssue } from './numberIssue';

/**
 * Checks a request before anything billed starts: what the API would refuse, and settings that would
 * silently have no effect.
 *
 * @param features the features of the API's form
 * @throws NodeApiError naming the item, the field and what to change
 */
export function validateRequest(
	context: IExecuteSingleFunctions,
	features: Feature[],
	read: ReadValue,
): void {
	const issue = findIssue(features, read);
	if (issue === undefined) return;
	throw itemError(context, issue.message, { description: issue.description });
}

/** The first issue of a request, by the order of the form, or undefined when it is valid. */
export function findIssue(features: Feature[], read: ReadValue): ValidationIssue | undefined {
	for (const feature of features) {
		const issue = missingField(feature, read) ?? feature.findIssue?.(read);
		if (issue) return issue;
	}
	const parameters = features.flatMap(parametersOf);
	for (const parameter of parameters) {
		const issue = invalidNumber(parameter, read) ?? olderAndNewer(parameters, parameter, read);
		if (issue) return issue;
	}
	return undefined;
}

function missingField(feature: Feature, read: ReadValue): ValidationIssue | undefined {
	if (!feature.switch || read(feature.switch.path) !== true) return undefined;
	const missing = feature.fields?.find(
		({ field, path }) => field.required === true && read(path) === undefined,
	);
	if (missing === undefined) return undefined;
	return {
		message: `${label(missing)} is empty while ${label(feature.switch)} is on`,
		description: `Fill in ${label(missing)}, or turn ${label(feature.switch)} off`,
	};
}

function invalidNumber(parameter: ApiParameter, read: ReadValue): ValidationIssue | undefined {
	if (parameter.field.type !== 'number') return undefined;
	return numberIssue(parameter, read(parameter.path));
}

/** The older and the current form of one setting: the API would follow only one of them. */
function olderAndNewer(
	parameters: ApiParameter[],
	parameter: ApiParameter,
	read: ReadValue,
): ValidationIssue | undefined {
	const { path, field, insteadOf = [] } = parameter;
	const value = read(path);
	// At the path of the older list, `true` is the switch that came after it.
	if (value === undefined || (value === true && field.type !== 'boolean')) return undefined;
	const newer = parameters.find(
		(other) => insteadOf.includes(other.path) && read(other.path) !== undefined,
	);
	if (newer === undefined) return undefined;
	return {
		message: `${label(parameter)} in 'Legacy Options' is set together with ${label(newer)}`,
		description: `Remove ${label(parameter)} from 'Legacy Options'`,
	};
}
