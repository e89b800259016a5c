import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import type { RequestDescription } from '../../shared/api/failureTexts';
import { withTriggerToken } from '../../shared/callbacks/triggerCallback';
import { collectionPath } from '../../shared/api/endpoints';
import { expectSuccess, explainConnectionFailure, itemError } from '../../shared/api/errors';
import { liveRefusal } from '../../shared/parameters';
import { billed } from '../../shared/api/retryPolicy';
import type { Connection } from '../../shared/api/transport';
import { jsonBody, send } from '../../shared/api/transport';
import { ConnectionFailure } from '../../shared/api/connectionFailure';
import { isSessionUrl } from './sessionUrl';

/** A session as the API announces it. */
export interface StartedSession {
	id: string;
	created_at: string;
	/** Address with the session's own token, for the first connection and all further ones. */
	url: string;
}

export interface SessionRequest {
	/** Body of `POST /v2/live`. */
	body: IDataObject;
	region?: string;
	/** How long 429 answers (too many sessions) are waited out, in milliseconds. */
	patience: number;
}

const MAY_BE_OPEN =
	'A session may have been opened all the same. It ends by itself, as no audio comes. Try again';

/**
 * Starts a session at most once: 429 is waited out, but a request that may have arrived is not sent
 * again.
 *
 * @throws NodeApiError when the API refuses, or gives an address that is not its own
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
		throw explainConnectionFailure(context, outcome, requestDescription, MAY_BE_OPEN);
	}
	const {
		id,
		created_at: createdAt,
		url,
	} = jsonBody(expectSuccess(context, outcome, requestDescription));
	if (typeof id !== 'string' || typeof url !== 'string') {
		throw itemError(context, 'Gladia started a session but did not say where', {
			description: MAY_BE_OPEN,
		});
	}
	requireSessionUrl(context, connection, url, 'The session of Gladia');
	return { id, created_at: String(createdAt), url };
}

/**
 * Sees to it that audio goes to Gladia only.
 *
 * @param source what gave the address, for the text of the mistake
 * @throws NodeApiError for any other address
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
			"No audio was sent. Take the 'url' that Start Session returned, and check 'Base URL' in the Gladia API credential",
	});
}
