import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';

/*
 * Reading the body of a callback in the node.
 *
 * Why: n8n's server refuses bodies above its limit (16 MB unless configured), and the result of a long
 * recording with translations is larger. The call still tells that the job has ended.
 * n8n: leaves the body of a call unread for any node of version 1 whose parameter `options.binaryData`
 * is true (not for later versions of a node), and offers `readRawBody` on the request. Read in 1.123.81,
 * run with 2.41.1.
 * Test: test/e2e/callbackWaitDeliveries.e2e.ts, test/e2e/restart.e2e.ts
 */

/** The parameter that makes n8n leave the body unread; the name is n8n's. */
export const leaveBodyUnread: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'hidden',
	default: { binaryData: true },
};

/** A request as n8n's server hands it over, as far as it is needed here. */
export interface UnreadRequest {
	headers: Record<string, unknown>;
	rawBody?: Buffer;
	readRawBody?: () => Promise<void>;
	resume?: () => void;
}

/** The request of the call. */
export function unreadRequest(context: IWebhookFunctions): UnreadRequest {
	return context.getRequestObject();
}

/**
 * Reads the body of a request.
 *
 * @param limit in bytes
 * @returns undefined when it is larger than `limit` or than this n8n accepts, or of unknown size
 */
export async function readText(request: UnreadRequest, limit: number): Promise<string | undefined> {
	const length = Number(request.headers['content-length']);
	if (!(length <= limit)) {
		// Lets the body drain, so that the sender gets the answer instead of a broken connection.
		request.resume?.();
		return undefined;
	}
	try {
		await request.readRawBody?.();
	} catch {
		// Above the limit of this n8n, which may be lower.
		request.resume?.();
		return undefined;
	}
	return request.rawBody?.toString('utf8') ?? '';
}
