import type { UnreadRequest } from '../../../../nodes/GladiaTranscribe/callbackWait/n8nWorkarounds/unreadBody';
import { readText } from '../../../../nodes/GladiaTranscribe/callbackWait/n8nWorkarounds/unreadBody';

/** A request with a body that n8n has left unread. */
class Request implements UnreadRequest {
	rawBody?: Buffer;

	isDrained = false;

	/** @param limit of this n8n, in bytes */
	constructor(
		private readonly body: string,
		readonly headers: Record<string, unknown>,
		private readonly limit = 100,
	) {}

	async readRawBody(): Promise<void> {
		if (this.body.length > this.limit) throw new Error('request entity too large');
		this.rawBody = Buffer.from(this.body);
	}

	resume(): void {
		this.isDrained = true;
	}
}

const LIMIT = 20;
const sized = (body: string, limit?: number) =>
	new Request(body, { 'content-length': String(Buffer.byteLength(body)) }, limit);

it.each(['', 'Zoë', 'x'.repeat(LIMIT)])('a body within the limit is read: %j', async (body) => {
	const request = sized(body);
	expect(await readText(request, LIMIT)).toBe(body);
	expect(request.isDrained).toBe(false);
});

it.each([
	['larger than the limit', sized('x'.repeat(LIMIT + 1))],
	['larger than this n8n accepts', sized('x'.repeat(LIMIT), 5)],
	['of unknown size', new Request('x', {})],
	['of a size that is not a number', new Request('x', { 'content-length': 'many' })],
])('a body %s is drained, not read', async (_, request) => {
	expect(await readText(request, LIMIT)).toBeUndefined();
	expect(request.isDrained).toBe(true);
	expect(request.rawBody).toBeUndefined();
});

it('a body that n8n has read is taken as it is', async () => {
	const rawBody = Buffer.from('read');
	expect(await readText({ headers: { 'content-length': '4' }, rawBody }, LIMIT)).toBe('read');
	expect(await readText({ headers: { 'content-length': '0' } }, LIMIT)).toBe('');
});
