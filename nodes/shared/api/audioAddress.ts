import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { directAddress, sharePageOf } from '../media/sharePage';
import { itemError } from './errors';
import { requireHttpUrl } from './httpUrl';
import { isPrivateHost } from './privateHost';
import type { Connection } from './transport';

/**
 * An address from which Gladia can fetch audio, as far as the address itself tells: a share link of
 * Dropbox becomes the address of its file.
 *
 * @param label the field's label in the editor
 * @throws NodeApiError, before anything is billed, for what is no web address, leads to the page of a
 *   shared file, or to a network that Gladia is not in
 */
export function requireAudioAddress(
	context: IExecuteSingleFunctions,
	value: unknown,
	label: string,
	{ baseURL = '' }: Connection,
): string {
	const address = directAddress(requireHttpUrl(context, value, label));
	const { hostname } = new URL(address);
	// A private server of Gladia, or the sandbox, can reach its own network.
	if (isPrivateHost(hostname) && !isPrivateHost(new URL(baseURL).hostname)) {
		throw itemError(context, `Gladia cannot reach the address in '${label}': ${hostname}`, {
			description:
				"It leads to this machine or its own network, not to the internet. Have a node before this one download the audio, and set 'Audio Source' to 'File From Previous Node'",
		});
	}
	const page = sharePageOf(address);
	if (page === undefined) return address;
	throw itemError(
		context,
		`The address in '${label}' is a page of ${page.service}, not the audio itself`,
		{ description: page.advice },
	);
}
