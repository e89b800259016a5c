import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { itemError } from '../../shared/api/errors';
import { isHttpUrl } from '../../shared/api/httpUrl';
import { isPrivateHost } from '../../shared/callbacks/privateHost';

/**
 * The address that wakes this execution up, for this node. It holds a secret of the execution, so
 * nobody else can call it; all nodes of an execution share it, hence the node's id at the end.
 *
 * @param baseUrl the API's address: where it is a private server, a private n8n is within its reach
 * @throws NodeApiError when Gladia could not reach this n8n, before anything is billed
 */
export function requireResumeUrl(context: IExecuteSingleFunctions, baseUrl: string): string {
	const itemIndex = context.getItemIndex();
	const value = context.evaluateExpression('{{ $execution.resumeUrl }}', itemIndex);
	if (typeof value !== 'string' || !isHttpUrl(value)) {
		throw itemError(context, 'This n8n has no address to call back', {
			description: "Choose 'Ask Gladia Until Done' under 'Wait For Result', or update n8n",
		});
	}
	const url = new URL(value);
	if (isPrivateHost(url.hostname) && !isPrivateHost(new URL(baseUrl).hostname)) {
		throw itemError(context, `Gladia cannot reach this n8n at ${url.hostname}`, {
			description:
				"Choose 'Ask Gladia Until Done' under 'Wait For Result', or give n8n a public address with the environment variable WEBHOOK_URL",
		});
	}
	url.pathname += `/${context.getNode().id}`;
	return url.href;
}
