import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Sends a call completely and hangs up without waiting for its answer. */
export async function callAndHangUp(
	url: string,
	body: unknown,
	headers: Record<string, string>,
	afterMs = 0,
): Promise<void> {
	const text = JSON.stringify(body);
	const outgoing = request(url, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'content-length': Buffer.byteLength(text),
			...headers,
		},
	});
	// The connection is cut on purpose.
	outgoing.on('error', () => {});
	await new Promise<void>((resolve) => outgoing.end(text, resolve));
	await sleep(afterMs);
	outgoing.destroy();
}
