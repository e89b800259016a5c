import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { itemError } from './errors';

/** Whether a text is a complete http(s) address. */
export function isHttpUrl(text: string): boolean {
	return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/**
 * The address in a field, without the blanks that come along when it is pasted.
 *
 * @param label the field's label in the editor
 * @throws NodeApiError when it is empty or no http(s) address
 */
export function requireHttpUrl(
	context: IExecuteSingleFunctions,
	value: unknown,
	label: string,
): string {
	const url = typeof value === 'string' ? value.trim() : '';
	if (isHttpUrl(url)) return url;
	const what = url === '' ? `'${label}' is empty` : `'${label}' is not a web address: ${url}`;
	throw itemError(context, what, {
		description: 'Enter a complete address that starts with https:// or http://',
	});
}
