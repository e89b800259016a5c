import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { itemError } from '../../shared/api/errors';
import { isHttpUrl } from '../../shared/api/httpUrl';
import { isPrivateHost } from '../../shared/api/privateHost';
import { ownResumeUrl, readResumeUrl } from './n8nWorkarounds/resumeAddress';

/**
 * The address at which Gladia resumes this execution in this node. It contains a secret of the
 * execution, so nobody else can call it.
 *
 * @param baseUrl the API's address: where it is a private server, it can reach a private n8n
 * @throws NodeApiError when Gladia could not reach this n8n, before anything is billed
 */
export function requireResumeUrl(context: IExecuteSingleFunctions, baseUrl: string): string {
	const value = readResumeUrl(context);
	if (typeof value !== 'string' || !isHttpUrl(value)) {
		throw itemError(context, 'This n8n has no address to call back', {
			description: "Choose 'Ask Gladia Until Done' under 'Long Recordings', or update n8n",
		});
	}
	const { hostname } = new URL(value);
	if (isPrivateHost(hostname) && !isPrivateHost(new URL(baseUrl).hostname)) {
		throw itemError(context, `Gladia cannot reach this n8n at ${hostname}`, {
			description:
				"Choose 'Ask Gladia Until Done' under 'Long Recordings', or give n8n a public address with the environment variable WEBHOOK_URL",
		});
	}
	return ownResumeUrl(context, value);
}
