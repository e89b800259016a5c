import type { IWebhookFunctions } from 'n8n-workflow';
import { isSameSecret } from '../../shared/callbacks/callbackToken';
import type { Confirmed } from './apiConfirmation';
import type { ExpectedProof } from './expectedProof';
import { CACHED_FOR, readExpectedProof } from './expectedProof';
import type { Signature, Verdict } from './signature';
import { verifySignature } from './signature';

/** A call before anything in it is trusted. */
export interface Call {
	signature: Signature | undefined;
	rawBody: Buffer;
	/** Value of the query parameter `token`. */
	token: unknown;
}

/** Why a call is trusted. The content is trusted only with a signature or the token. */
export type Proof = { by: 'signature' | 'token' } | ({ by: 'api' } & Confirmed);

/** What a call proves by itself, or why it is refused whatever the API says. */
export type OwnProof = { by: 'signature' | 'token' | 'nothing' } | { refused: string };

/** How old a cached credential may be when a call is refused, in milliseconds. */
const READ_AGAIN_AFTER = 1_000;

const SIGNING_SECRET = "'Webhook Signing Secret' of the Gladia API credential";

const NO_SECRET = `A signed webhook came, but ${SIGNING_SECRET} is empty. Copy the secret (whsec_…) that the Gladia app shows next to the webhook.`;

const refusals: Record<Exclude<Verdict, 'valid'>, string> = {
	invalid: `The signature of a webhook does not match any secret in ${SIGNING_SECRET}. Copy the secret of the webhook that calls this URL; while it is being replaced, enter both, separated by a comma.`,
	stale:
		'The signature of a webhook is more than 5 minutes old, or from the future. Check the clock of the server that runs n8n.',
};

const NO_PROOF =
	"A call came without a signature or a valid token, and 'Require Signature' is on. The Gladia nodes add a token to callbacks automatically; elsewhere, add '?token=' and the 'Callback Secret' of the trigger to the callback URL.";

/**
 * Checks the proof that a call carries: a valid signature or the token of this trigger lets it in, a
 * forged signature keeps it out. A call with neither may still be confirmed by the API, unless the user
 * requires a signature.
 */
export async function authenticate(context: IWebhookFunctions, call: Call): Promise<OwnProof> {
	const proof = check(context, await readExpectedProof(context, CACHED_FOR), call);
	if ('by' in proof && proof.by !== 'nothing') return proof;
	// The credential may have just been changed.
	return check(context, await readExpectedProof(context, READ_AGAIN_AFTER), call);
}

function check(
	context: IWebhookFunctions,
	{ keys, token: expected }: ExpectedProof,
	{ signature, rawBody, token }: Call,
): OwnProof {
	const choice = signatureChoice(context);
	if (signature !== undefined && choice !== false) {
		if (keys.length > 0) {
			const verdict = verifySignature(signature, rawBody, keys);
			return verdict === 'valid' ? { by: 'signature' } : { refused: refusals[verdict] };
		}
		if (choice === true) return { refused: NO_SECRET };
	}
	const ownSecret = String(context.getNodeParameter('options.callbackSecret', '')).trim();
	if (isSameSecret(expected, token) || isSameSecret(ownSecret, token)) return { by: 'token' };
	return choice === true ? { refused: NO_PROOF } : { by: 'nothing' };
}

/** 'Require Signature': true: required; false: not checked; undefined: confirmed where necessary. */
function signatureChoice(context: IWebhookFunctions): boolean | undefined {
	const choice: unknown = context.getNodeParameter('options.verifySignature', null);
	return typeof choice === 'boolean' ? choice : undefined;
}
