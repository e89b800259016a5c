import type { ReadingName } from '../../sandbox/sandbox';
import { receiver } from './support/receiver';
import { begin, start, until, withCallback } from './support/sandboxes';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const event = 'transcription.success';

/** What a webhook and a callback say about a finished job under a reading. */
async function told(reading: ReadingName) {
	const [hook, callback] = [await receiver(), await receiver()];
	const sandbox = await start({
		jobSeconds: 0.01,
		webhooks: [{ url: hook.url, secret, events: [event] }],
	});
	sandbox.playReading(reading);
	const id = await begin(sandbox, withCallback(callback.url));
	await until(() => hook.calls.length === 1 && callback.calls.length === 1);
	return { id, webhook: hook.calls[0], callback: callback.calls[0] };
}

describe('webhooks and callbacks, as read from different sources', () => {
	test('webhook-unsigned: a webhook without any signature', async () => {
		const { id, webhook } = await told('webhook-unsigned');
		expect(webhook?.body).toEqual({ event, payload: { id } });
		expect(Object.keys(webhook?.headers ?? {}).join()).not.toMatch(/svix|webhook/);
	});

	test('event-short-name', async () => {
		const { id, webhook, callback } = await told('event-short-name');
		expect(webhook?.body).toEqual({ event: 'success', payload: { id } });
		expect(callback?.body).toMatchObject({ id, event: 'success', payload: { metadata: {} } });
	});

	test.each<[ReadingName, (id: string) => object, (id: string) => object]>([
		['id-usual', (id) => ({ payload: { id } }), (id) => ({ id, payload: { metadata: {} } })],
		['id-in-payload', (id) => ({ payload: { id } }), (id) => ({ payload: { id, metadata: {} } })],
		[
			'id-nested',
			(id) => ({ payload: { payload: { id } } }),
			(id) => ({ payload: { payload: { id, metadata: {} } } }),
		],
		['id-at-top', (id) => ({ id }), (id) => ({ id, payload: { metadata: {} } })],
		[
			'id-as-transcription-id',
			(id) => ({ transcription_id: id }),
			(id) => ({ transcription_id: id, payload: { metadata: {} } }),
		],
	])('%s', async (reading, inWebhook, inCallback) => {
		const { id, webhook, callback } = await told(reading);
		expect(webhook?.body).toEqual({ event, ...inWebhook(id) });
		expect(callback?.body).toMatchObject({ event, ...inCallback(id) });
		expect(JSON.stringify(callback?.body).split(id)).toHaveLength(2);
	});
});
