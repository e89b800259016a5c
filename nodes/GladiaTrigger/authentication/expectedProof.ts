import { createHash } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import { CREDENTIAL } from '../../shared/api/transport';
import { callbackToken, TRIGGER_PATH } from '../../shared/callbacks/callbackToken';
import { ExpiringMap } from '../expiringMap';
import { triggerKey } from '../triggerKey';
import { readSecrets } from './signature';

/** What the calls of a trigger are checked against. */
export interface ExpectedProof {
	/** Signing keys of the account's webhooks; empty: the credential has no signing secret. */
	keys: Buffer[];
	/** Token of this trigger's callback URL. */
	token: string;
	/** Identifies the account without revealing the API key. */
	account: string;
}

/** How long a credential that was read is used again, in milliseconds. */
export const CACHED_FOR = 10_000;

interface CachedProof {
	/** When the credential was read, in milliseconds since 1970. */
	readAt: number;
	proof: Promise<ExpectedProof>;
}

const MAX_TRIGGERS = 1_000;

const cache = new ExpiringMap<CachedProof>(MAX_TRIGGERS);

/**
 * The expected proof from the credential as it was at most `maxAge` milliseconds ago. n8n sets up an
 * expression engine whenever a webhook reads a credential, which costs half as much as running a
 * workflow, so a busy trigger does not read it for every call.
 */
export async function readExpectedProof(
	context: IWebhookFunctions,
	maxAge: number,
): Promise<ExpectedProof> {
	const key = triggerKey(context);
	const known = cache.get(key);
	if (known !== undefined && Date.now() - known.readAt <= maxAge) return await known.proof;
	const read = { readAt: Date.now(), proof: fromCredential(context) };
	cache.set(key, read);
	// After a failure, the next call reads it again.
	read.proof.catch(() => (read.readAt = 0));
	return await read.proof;
}

/** Forgets the credential of a trigger. */
export function clearExpectedProof(key: string): void {
	cache.delete(key);
}

async function fromCredential(context: IWebhookFunctions): Promise<ExpectedProof> {
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
