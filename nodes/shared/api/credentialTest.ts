import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { isRecord } from '../json/values';
import { CLIENT_VERSION } from './clientVersion';
import { connectionFailureFrom } from './connectionFailure';
import { collectionPath } from './endpoints';
import { isHttpUrl } from './httpUrl';
import { isRedirect } from './redirects';

/** In milliseconds. */
const TIMEOUT = 15_000;

const ADDRESS = "Check 'Base URL': that of Gladia is https://api.gladia.io";

/**
 * The test of the credential, which asks for the latest transcription: only Gladia answers that with a
 * list. It is a function of a node, because a test that the credential itself describes says nothing
 * about an answer that is no list, and shows a connection that fails as a code.
 */
export async function gladiaApiTest(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const baseUrl = String(data.baseUrl ?? '').trim();
	const message = await findIssue(this.helpers, baseUrl, String(data.apiKey ?? ''));
	return message === undefined
		? { status: 'OK', message: 'Gladia accepts this API key' }
		: { status: 'Error', message };
}

/** What is wrong, in words for the dialog of the credential; undefined when nothing is. */
async function findIssue(
	helpers: ICredentialTestFunctions['helpers'],
	baseUrl: string,
	apiKey: string,
): Promise<string | undefined> {
	if (!isHttpUrl(baseUrl)) {
		return "'Base URL' is not a complete address. It starts with https://, e.g. https://api.gladia.io";
	}
	try {
		// The only helper that n8n offers here.
		const answer: unknown = await helpers.request({
			method: 'GET',
			uri: `${baseUrl.replace(/\/+$/, '')}${collectionPath('pre-recorded')}`,
			qs: { limit: 1 },
			headers: { 'x-gladia-key': apiKey, 'x-gladia-version': CLIENT_VERSION },
			json: true,
			timeout: TIMEOUT,
			// n8n would carry the key along to another host.
			followRedirect: false,
			resolveWithFullResponse: true,
			simple: false,
		});
		return isRecord(answer) ? issueOf(Number(answer.statusCode), answer.body) : ADDRESS;
	} catch (error) {
		return `The server in 'Base URL' does not answer. ${connectionFailureFrom(error).reason}. Check the address and the network`;
	}
}

function issueOf(statusCode: number, body: unknown): string | undefined {
	if (statusCode === 401)
		return "Gladia does not know this API key. Check 'API Key' and 'Base URL'";
	if (statusCode === 403) return 'Gladia does not let this API key in. Check it in the Gladia app';
	if (statusCode === 429 || statusCode >= 500) {
		return `The server cannot check the API key now (status ${statusCode}). Try again in a few minutes`;
	}
	if (isRedirect(statusCode)) return `This address leads to another one. ${ADDRESS}`;
	const isList = isRecord(body) && Array.isArray(body.items);
	return statusCode === 200 && isList
		? undefined
		: `There is no Gladia API at this address. ${ADDRESS}`;
}
