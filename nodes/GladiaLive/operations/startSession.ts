import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { ConnectionFailure } from '../../shared/api/connectionFailure';
import { collectionPath } from '../../shared/api/endpoints';
import { expectSuccess, explainConnectionFailure, itemError } from '../../shared/api/errors';
import type { RequestDescription } from '../../shared/api/failureTexts';
import { billed } from '../../shared/api/retryPolicy';
import type { Connection } from '../../shared/api/transport';
import { jsonBody, send } from '../../shared/api/transport';
import { withTriggerToken } from '../../shared/callbacks/triggerCallback';
import { liveRefusal } from '../../shared/parameters';
import { isSessionUrl } from './sessionUrl';

/** A session as the API returns it. */
export interface StartedSession {
	id: string;
	created_at: string;
	/** Includes the session's own token; for the first connection and all further ones. */
	url: string;
}

export interface SessionRequest {
	/** Body of `POST /v2/live`. */
	body: IDataObject;
	region?: string;
	/** How long to retry after 429 (too many sessions), in milliseconds. */
	patience: number;
}

const MAY_BE_STARTED =
	'A session may have been started anyway. Without audio, it ends by itself. Try again';

/**
 * Starts a session at most once: retries after 429, but does not repeat a request that may have arrived.
 *
 * @throws NodeApiError when the API refuses, or returns a URL that is not its own
 */
export async function startSession(
	context: IExecuteSingleFunctions,
	connection: Connection,
	{ body, region, patience }: SessionRequest,
): Promise<StartedSession> {
	const signed = await withTriggerToken(context, body);
	const outcome = await send(
		context,
		() => ({
			...connection,
			method: 'POST',
			url: collectionPath('live'),
			qs: region === undefined ? {} : { region },
			body: signed,
			json: true,
		}),
		{ ...billed, patience },
	);
	const requestDescription: RequestDescription = {
		action: 'start the session',
		parameter: 'Audio Format',
		failureTexts: {
			...liveRefusal(context).failureTexts,
			429: {
				what: () => 'As many live sessions are running as the Gladia plan allows',
				next: () =>
					"Lower 'Max Concurrent Sessions', raise 'Max Wait for Session', or try again later",
			},
		},
	};
	if (outcome instanceof ConnectionFailure && !outcome.neverArrived) {
		throw explainConnectionFailure(context, outcome, requestDescription, MAY_BE_STARTED);
	}
	const {
		id,
		created_at: createdAt,
		url,
	} = jsonBody(expectSuccess(context, outcome, requestDescription));
	if (typeof id !== 'string' || typeof url !== 'string') {
		throw itemError(context, 'Gladia started a session but returned no URL', {
			description: MAY_BE_STARTED,
		});
	}
	requireSessionUrl(context, connection, url, 'The session URL from Gladia');
	return { id, created_at: String(createdAt), url };
}

/**
 * Makes sure that audio goes to Gladia only.
 *
 * @param source where the URL comes from, for the error message
 * @throws NodeApiError for any other URL
 */
export function requireSessionUrl(
	context: IExecuteSingleFunctions,
	{ baseURL = '' }: Connection,
	url: string,
	source: string,
): void {
	if (isSessionUrl(url, baseURL)) return;
	throw itemError(context, `${source} is not at the address of the API`, {
		description:
			"No audio was sent. Use the 'url' that Start Session returned, and check 'Base URL' in the Gladia API credential",
	});
}
