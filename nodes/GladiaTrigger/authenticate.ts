import type { ICredentialDataDecryptedObject, IWebhookFunctions } from 'n8n-workflow';
import { hasValidToken, isSameSecret, TRIGGER_PATH } from '../shared/callbackToken';
import { CREDENTIAL } from '../shared/transport';
import type { GladiaEvent } from './readEvent';
import type { Signature, Verdict } from './verify';
import { readSecrets, verifySignature } from './verify';

/** A call before anything of it is believed. */
export interface Call {
	signature: Signature | undefined;
	rawBody: Buffer;
	/** Value of the query parameter `token`. */
	token: unknown;
}

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
	"A call came without signature and without token. Account webhooks are signed; for callbacks, Gladia Transcribe adds the token by itself, and elsewhere '?token=' and the 'Callback Secret' of the trigger must be added to the callback URL.";

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
	{ signature, rawBody, token }: Call,
	event: GladiaEvent | undefined,
): Promise<string | undefined> {
	const credential = await context.getCredentials(CREDENTIAL);
	if (context.getNodeParameter('options.verifySignature', true) === false) {
		if (event?.sender !== 'callback') return undefined;
	} else if (signature !== undefined) {
		const keys = readSecrets(credential.webhookSecret);
		if (keys.length === 0) return noSecret;
		const verdict = verifySignature(signature, rawBody, keys);
		return verdict === 'valid' ? undefined : refusals[verdict];
	}
	if (isValidToken(context, credential, token)) return undefined;
	return token === undefined ? noProof : wrongToken;
}

function isValidToken(
	context: IWebhookFunctions,
	{ apiKey }: ICredentialDataDecryptedObject,
	token: unknown,
): boolean {
	const ownSecret = String(context.getNodeParameter('options.callbackSecret', '')).trim();
	const url = context.getNodeWebhookUrl('default') ?? TRIGGER_PATH;
	return isSameSecret(ownSecret, token) || hasValidToken(String(apiKey), url, token);
}
