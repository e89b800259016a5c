import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { CREDENTIAL } from '../api/transport';
import { TRIGGER_HOSTS } from '../parameters';
import { withCallbackToken } from './callbackToken';

/**
 * Adds a secret token to the callback URL of a request if that is a Gladia Trigger of this n8n, or of a
 * host that the user has listed. Gladia does not sign callbacks, so without the token the trigger could
 * not tell them from forged ones.
 */
export async function withTriggerToken(
	context: IExecuteSingleFunctions,
	body: IDataObject,
): Promise<IDataObject> {
	const { callback_config: config, callback_url: legacyUrl } = body;
	if (config === undefined && legacyUrl === undefined) return body;
	const apiKey = String((await context.getCredentials(CREDENTIAL)).apiKey);
	const hosts = triggerHosts(context);
	const signed = (url: unknown) =>
		typeof url === 'string' ? withCallbackToken(apiKey, url, hosts) : undefined;
	const configured = (config ?? {}) as IDataObject;
	return {
		...body,
		...(config !== undefined && {
			callback_config: { ...configured, url: signed(configured.url) },
		}),
		...(legacyUrl !== undefined && { callback_url: signed(legacyUrl) }),
	};
}

/** The host of this n8n, as in WEBHOOK_URL, and those that the user has listed. */
function triggerHosts(context: IExecuteSingleFunctions): string[] {
	const own = context.evaluateExpression('{{ $execution.resumeUrl }}', context.getItemIndex());
	const listed = TRIGGER_HOSTS.paths.map((path) => String(context.getNodeParameter(path, '')));
	return [String(own), ...listed.flatMap((text) => text.split(/[\s,]+/))].flatMap(hostOf);
}

/** @param text a URL, or only its host */
function hostOf(text: string): string[] {
	const address = text.includes('://') ? text : `https://${text}`;
	return text !== '' && URL.canParse(address) ? [new URL(address).host] : [];
}
