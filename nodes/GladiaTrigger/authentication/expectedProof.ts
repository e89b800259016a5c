import { createHash } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import { callbackToken, TRIGGER_PATH } from '../../shared/callbacks/callbackToken';
import { CREDENTIAL } from '../../shared/api/transport';
import { credentialMemory } from '../triggerState';
import { readSecrets } from './signature';

/** What a call is held against. */
export interface Trust {
	/** Keys of the account's webhooks; none: the credential has no secret. */
	keys: Buffer[];
	/** Token of this trigger's callback URL. */
	token: string;
	/** Tells accounts apart without showing the API key. */
	account: string;
}

/** For how long a credential is taken as read, in milliseconds. */
export const KNOWN_FOR = 10_000;

/** A credential that was read, and when (milliseconds since 1970). */
export interface ReadTrust {
	at: number;
	trust: Promise<Trust>;
}

/**
 * The credential, as it was at most `maxAge` milliseconds ago. n8n sets up an expression engine
 * whenever a webhook reads one, which costs as much as half a run of a workflow, so a busy trigger
 * does not read it for every call.
 */
export async function readTrust(context: IWebhookFunctions, maxAge: number): Promise<Trust> {
	const known = credentialMemory.get(context);
	if (known !== undefined && Date.now() - known.at <= maxAge) return await known.trust;
	const read = { at: Date.now(), trust: fromCredential(context) };
	credentialMemory.set(context, read);
	// What could not be read is read again at the next call.
	read.trust.catch(() => (read.at = 0));
	return await read.trust;
}

async function fromCredential(context: IWebhookFunctions): Promise<Trust> {
	const { apiKey, baseUrl, webhookSecret } = await context.getCredentials(CREDENTIAL);
	const url = context.getNodeWebhookUrl('default') ?? TRIGGER_PATH;
	return {
		keys: readSecrets(webhookSecret),
		token: callbackToken(String(apiKey), url),
		account: createHash('sha256')
			.update(JSON.stringify([baseUrl, apiKey]))
			.digest('base64url'),
	};
}
