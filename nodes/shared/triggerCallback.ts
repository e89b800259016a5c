import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { withCallbackToken } from './callbackToken';
import { CREDENTIAL } from './transport';

/**
 * The request, with a secret token in its callback address where that is a Gladia Trigger: Gladia does
 * not sign callbacks, so without it the trigger could not tell them from anybody's calls.
 */
export async function withTriggerToken(
	context: IExecuteSingleFunctions,
	body: IDataObject,
): Promise<IDataObject> {
	const { callback_config: config, callback_url: legacyUrl } = body;
	const apiKey = String((await context.getCredentials(CREDENTIAL)).apiKey);
	const signed = (url: unknown) =>
		typeof url === 'string' ? withCallbackToken(apiKey, url) : undefined;
	const configured = (config ?? {}) as IDataObject;
	return {
		...body,
		...(config !== undefined && {
			callback_config: { ...configured, url: signed(configured.url) },
		}),
		...(legacyUrl !== undefined && { callback_url: signed(legacyUrl) }),
	};
}
