import type { IWebhookFunctions } from 'n8n-workflow';
import { isSameSecret } from '../../shared/callbacks/callbackToken';
import type { Confirmed } from './apiConfirmation';
import type { Trust } from './expectedProof';
import { KNOWN_FOR, readTrust } from './expectedProof';
import type { Signature, Verdict } from './signature';
import { verifySignature } from './signature';

/** A call before anything of it is believed. */
export interface Call {
	signature: Signature | undefined;
	rawBody: Buffer;
	/** Value of the query parameter `token`. */
	token: unknown;
}

/** Why a call is believed. Only who signs or knows the token is believed the content as well. */
export type Proof = { by: 'signature' | 'token' } | ({ by: 'api' } & Confirmed);

/** What a call proves by itself, or why it must not come in whatever the API says. */
export type OwnProof = { by: 'signature' | 'token' | 'nothing' } | { refused: string };

/** How old a credential may be when a call is refused, in milliseconds. */
const ASKED_AGAIN_AFTER = 1_000;

const SIGNING_SECRET = "'Webhook Signing Secret' of the Gladia API credential";

const noSecret = `A signed webhook came, but ${SIGNING_SECRET} is empty. Copy the secret (whsec_…) that the Gladia app shows next to the webhook.`;

const refusals: Record<Exclude<Verdict, 'valid'>, string> = {
	invalid: `The signature of a webhook fits no secret in ${SIGNING_SECRET}. Copy the secret of the webhook that calls this URL; while it is being replaced, enter both, separated by a comma.`,
	stale:
		'The signature of a webhook is from more than 5 minutes ago or ahead. Check the clock of the server that runs n8n.',
};

const noProof =
	"A call came without signature and without a valid token, and 'Require Signature' is on. To callbacks, the Gladia nodes add a token by themselves; elsewhere, add '?token=' and the 'Callback Secret' of the trigger to the callback URL.";

/** `undefined`: confirmed where necessary; true: required; false: not looked at. */
type SignatureChoice = boolean | undefined;

/**
 * Judges what a call brings: a valid signature or the token of this trigger lets it in, a forged
 * signature keeps it out. What brings neither may still be confirmed by the API, unless the user
 * requires a signature.
 */
export async function ownProofOf(context: IWebhookFunctions, call: Call): Promise<OwnProof> {
	const proof = judge(context, await readTrust(context, KNOWN_FOR), call);
	if ('by' in proof && proof.by !== 'nothing') return proof;
	// The credential may have been changed right now.
	return judge(context, await readTrust(context, ASKED_AGAIN_AFTER), call);
}

function judge(
	context: IWebhookFunctions,
	{ keys, token: expected }: Trust,
	{ signature, rawBody, token }: Call,
): OwnProof {
	const choice = context.getNodeParameter('options.verifySignature', null) as SignatureChoice;
	if (signature !== undefined && choice !== false) {
		if (keys.length > 0) {
			const verdict = verifySignature(signature, rawBody, keys);
			return verdict === 'valid' ? { by: 'signature' } : { refused: refusals[verdict] };
		}
		if (choice === true) return { refused: noSecret };
	}
	const ownSecret = String(context.getNodeParameter('options.callbackSecret', '')).trim();
	if (isSameSecret(expected, token) || isSameSecret(ownSecret, token)) return { by: 'token' };
	return choice === true ? { refused: noProof } : { by: 'nothing' };
}
