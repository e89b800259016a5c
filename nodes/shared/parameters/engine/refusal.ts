import type { IExecuteSingleFunctions } from 'n8n-workflow';
import type { RequestDescription } from '../../api/failureTexts';
import { isRecord } from '../../json/values';
import { additionalFieldNames } from './additionalFields';
import { isFilled, toApiValue } from './apiValue';
import type { Feature } from './definition';
import { parametersOf } from './definition';

/** Most fields to name in a text; more would hide the API's own message. */
const MOST_NAMES = 12;

/**
 * Texts for a 400 that name the fields which Gladia may no longer, or not yet, support: the legacy fields
 * that the user has set, by their labels and in whatever form they were sent, and those added as JSON.
 *
 * @param legacy the legacy section of the form
 * @returns nothing when none of them is set
 */
export function refusalTexts(
	context: IExecuteSingleFunctions,
	legacy: Feature,
): Pick<RequestDescription, 'failureTexts'> {
	const chosen: unknown = context.getNodeParameter(legacy.settings?.name ?? '', {});
	const values = isRecord(chosen) ? chosen : {};
	const older = parametersOf(legacy).filter((parameter) =>
		isFilled(toApiValue(parameter, values[parameter.field.name])),
	);
	const groups = [
		named(
			older.map(({ field }) => field.displayName),
			'Legacy Options',
		),
		named(additionalFieldNames(context), 'Additional Fields (JSON)'),
	].filter((group) => group !== undefined);
	if (groups.length === 0) return {};
	const suspects = groups.join(' and ');
	return {
		failureTexts: {
			400: {
				what: ({ action }) => `Gladia did not accept the request to ${action}`,
				next: ({ parameter }) =>
					`Check '${parameter}' and the other fields named here. The request also contained ${suspects}: remove what Gladia does not support`,
			},
		},
	};
}

function named(names: string[], place: string): string | undefined {
	if (names.length === 0) return undefined;
	const first = names.slice(0, MOST_NAMES).map((name) => `'${name}'`);
	const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
	return `${first.join(', ')}${more} from '${place}'`;
}
