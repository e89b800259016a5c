import { readFileSync } from 'node:fs';
import { Webhook } from 'svix';
import { SAMPLE_PATH } from '../../sandbox/audio/speechSample';
import type { JsonObject } from '../../sandbox/json';
import { transcribeLive } from './support/liveClient';
import type { Received } from './support/receiver';
import { receiver } from './support/receiver';
import { start, until } from './support/sandboxes';
import { SdkTypes } from './support/sdkTypes';

const sample = readFileSync(SAMPLE_PATH);
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const types = new SdkTypes('live');
const quick = { livePostProcessingSeconds: 0, retryDelaysMs: [10] };

const bodyOf = ({ body }: Received) => body as { id: string; event: string; payload: JsonObject };
const eventsOf = (calls: Received[]) => calls.map((call) => bodyOf(call).event);
const isLast = (calls: Received[]) => eventsOf(calls).includes('live.end_session');

const realtime = {
	realtime_processing: {
		translation: true,
		translation_config: { target_languages: ['fr'] },
		named_entity_recognition: true,
		sentiment_analysis: true,
	},
	post_processing: { summarization: true },
};

describe('callbacks of a live session', () => {
	test('by default: life cycle, finals, add-ons and post-processing, in order', async () => {
		const hook = await receiver();
		const sandbox = await start(quick);
		const { session } = await transcribeLive(sandbox, sample, {
			...realtime,
			callback: true,
			callback_config: { url: `${hook.url}/live?token=a` },
		});
		await until(() => isLast(hook.calls));
		const line = [
			'live.transcript',
			'live.translation',
			'live.named_entity_recognition',
			'live.sentiment_analysis',
		];
		expect(eventsOf(hook.calls)).toEqual([
			'live.start_session',
			'live.start_recording',
			...line,
			...line,
			...line,
			...line,
			'live.end_recording',
			'live.post_transcript',
			'live.post_summarization',
			'live.post_final_transcript',
			'live.end_session',
		]);
		for (const call of hook.calls) {
			expect(types.mismatches(bodyOf(call), 'LiveV2CallbackMessage')).toEqual([]);
			expect(bodyOf(call)).toEqual({
				id: session.id,
				event: `live.${String(bodyOf(call).payload.type)}`,
				payload: expect.objectContaining({ session_id: session.id }),
			});
			expect([call.method, call.path]).toEqual(['POST', '/live?token=a']);
		}
	});

	test('the payload is the very message of the WebSocket', async () => {
		const hook = await receiver();
		const sandbox = await start(quick);
		const everything = Object.fromEntries(
			[
				'partial_transcripts',
				'final_transcripts',
				'speech_events',
				'realtime_processing_events',
				'post_processing_events',
				'acknowledgments',
				'errors',
				'lifecycle_events',
			].map((name) => [`receive_${name}`, true]),
		);
		const { client } = await transcribeLive(sandbox, sample, {
			...realtime,
			messages_config: everything,
			callback: true,
			callback_config: { url: hook.url, ...everything },
		});
		await until(() => isLast(hook.calls));
		expect(hook.calls.map((call) => bodyOf(call).payload)).toEqual(client.messages);
	});

	test('the switches of callback and WebSocket are independent', async () => {
		const hook = await receiver();
		const sandbox = await start(quick);
		const { client } = await transcribeLive(sandbox, sample, {
			messages_config: { receive_final_transcripts: false },
			callback: true,
			callback_config: {
				url: hook.url,
				receive_lifecycle_events: false,
				receive_post_processing_events: false,
				receive_speech_events: true,
			},
		});
		await until(() => hook.calls.length === 12);
		expect(client.ofType('transcript')).toEqual([]);
		expect(new Set(eventsOf(hook.calls))).toEqual(
			new Set(['live.speech_start', 'live.speech_end', 'live.transcript']),
		);
	});

	test('none without callback: true', async () => {
		const hook = await receiver();
		const sandbox = await start(quick);
		await transcribeLive(sandbox, sample, { callback_config: { url: hook.url } });
		expect(sandbox.deliveries).toEqual([]);
	});
});

test('account webhooks: the four life cycle events, signed, with nothing but the id', async () => {
	const hook = await receiver();
	const sandbox = await start({ ...quick, webhooks: [{ url: hook.url, secret }] });
	const { session } = await transcribeLive(sandbox, sample);
	await until(() => isLast(hook.calls));
	const payload = { id: session.id };
	const verified = hook.calls.map(({ text, headers }) =>
		new Webhook(secret).verify(text, headers as Record<string, string>),
	);
	expect(verified).toEqual([
		{ event: 'live.start_session', payload },
		{ event: 'live.start_recording', payload },
		{ event: 'live.end_recording', payload },
		{ event: 'live.end_session', payload },
	]);
	for (const message of verified) {
		expect(types.mismatches(message, 'LiveV2WebhookMessage')).toEqual([]);
	}
});
