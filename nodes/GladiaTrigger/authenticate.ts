import type { IWebhookFunctions } from 'n8n-workflow';
import { isSameSecret } from '../shared/callbackToken';
import type { GladiaEvent } from './readEvent';
import type { Trust } from './trust';
import { readTrust } from './trust';
import type { Signature, Verdict } from './verify';
import { verifySignature } from './verify';

/** A call before anything of it is believed. */
export interface Call {
	signature: Signature | undefined;
	rawBody: Buffer;
	/** Value of the query parameter `token`. */
	token: unknown;
}

/** For how long a credential is taken as read, and when it is read again before a refusal; ms. */
const KNOWN_FOR = 10_000;
const ASKED_AGAIN_AFTER = 1_000;

const SIGNING_SECRET = "'Webhook Signing Secret' of the Gladia API credential";

const noSecret = `A signed webhook came, but ${SIGNING_SECRET} is empty. Copy the secret (whsec_…) that the Gladia app shows next to the webhook.`;

const refusals: Record<Exclude<Verdict, 'valid'>, string> = {
	invalid: `The signature of a webhook fits no secret in ${SIGNING_SECRET}. Copy the secret of the webhook that calls this URL; while it is being replaced, enter both, separated by a comma.`,
	stale:
		'The signature of a webhook is from more than 5 minutes ago or ahead. Check the clock of the server that runs n8n.',
};

const wrongToken =
	"The token of a callback does not fit. Use the same Gladia API credential in the node that starts the job as in the trigger, or add '?token=' and the 'Callback Secret' of the trigger to the callback URL.";

const noProof =
	"A call came without signature and without token. Account webhooks are signed; to callbacks, the Gladia nodes add a token by themselves; elsewhere, '?token=' and the 'Callback Secret' of the trigger must be added to the callback URL.";

/**
 * Lets in who proves to be Gladia: webhooks by their signature, everything else by the token in
 * the URL. With 'Verify Webhook Signature' off, webhooks need no proof; callbacks still do,
 * because they bring the result itself, which a stranger could make up.
 *
 * @param event what the call says, if it is an event at all
 * @returns why the call is refused and what to do about it, or undefined
 */
export async function refusalOf(
	context: IWebhookFunctions,
	call: Call,
	event: GladiaEvent | undefined,
): Promise<string | undefined> {
	const refusal = judge(context, await readTrust(context, KNOWN_FOR), call, event);
	if (refusal === undefined) return undefined;
	// The credential may have been changed right now.
	return judge(context, await readTrust(context, ASKED_AGAIN_AFTER), call, event);
}

function judge(
	context: IWebhookFunctions,
	{ keys, token: expected }: Trust,
	{ signature, rawBody, token }: Call,
	event: GladiaEvent | undefined,
): string | undefined {
	if (context.getNodeParameter('options.verifySignature', true) === false) {
		if (event?.sender !== 'callback') return undefined;
	} else if (signature !== undefined) {
		if (keys.length === 0) return noSecret;
		const verdict = verifySignature(signature, rawBody, keys);
		return verdict === 'valid' ? undefined : refusals[verdict];
	}
	const ownSecret = String(context.getNodeParameter('options.callbackSecret', '')).trim();
	if (isSameSecret(expected, token) || isSameSecret(ownSecret, token)) return undefined;
	return token === undefined ? noProof : wrongToken;
}
