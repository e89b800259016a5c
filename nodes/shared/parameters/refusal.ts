import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import type { Subject } from '../errors';
import { additionalFieldNames } from './additionalFields';
import { readPath } from './bodyPath';
import type { ApiParameter } from './definition';

/** Fields named in a text; more would hide what the API says. */
const MOST_NAMES = 12;

/**
 * Texts for a 400 that name what Gladia may no longer, or not yet, know: the legacy fields of the
 * request, by their labels, and those that were added as JSON.
 *
 * @param legacy the legacy parameters of the form
 * @param body the request as it was sent
 * @returns nothing when the request had none of them
 */
export function refusalWording(
	context: IExecuteSingleFunctions,
	legacy: Array<Pick<ApiParameter, 'field' | 'path'>>,
	body: IDataObject,
): Pick<Subject, 'wording'> {
	const older = legacy.filter(({ path, field }) => {
		const value = readPath(body, path);
		// At the path of the older list, `true` is the switch that came after it.
		return value !== undefined && (value !== true || field.type === 'boolean');
	});
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
		wording: {
			400: {
				what: ({ action }) => `Gladia did not accept the request to ${action}`,
				next: ({ parameter }) =>
					`Check '${parameter}' and the other fields named here. The request also had ${suspects}: remove what Gladia does not know`,
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
