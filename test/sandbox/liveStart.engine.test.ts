import type { JsonObject } from '../../sandbox/json';
import { call } from './support/client';
import { LiveClient, liveReport, startLive, transcribeLive } from './support/liveClient';
import { start, until } from './support/sandboxes';
import { SdkTypes } from './support/sdkTypes';
import { wave } from './support/wave';

const switches = {
	receive_partial_transcripts: true,
	receive_final_transcripts: false,
	receive_speech_events: true,
	receive_pre_processing_events: true,
	receive_realtime_processing_events: true,
	receive_post_processing_events: true,
	receive_acknowledgments: true,
	receive_errors: true,
	receive_lifecycle_events: true,
};

/** Every current field, then the legacy ones. */
const current: JsonObject = {
	encoding: 'wav/pcm',
	bit_depth: 16,
	sample_rate: 48_000,
	channels: 2,
	model: 'solaria-1',
	custom_metadata: { room: 'a' },
	endpointing: 0.3,
	maximum_duration_without_endpointing: 20,
	language_config: { languages: ['en', 'fr'], code_switching: true },
	pre_processing: { audio_enhancer: true, speech_threshold: 0.7 },
	realtime_processing: {
		custom_vocabulary: true,
		custom_vocabulary_config: {
			vocabulary: ['Gladia', { value: 'n8n', intensity: 0.4, pronunciations: ['en eight en'] }],
			default_intensity: 0.5,
		},
		custom_spelling: true,
		custom_spelling_config: { spelling_dictionary: { Gladia: ['glad ia'] } },
		translation: true,
		translation_config: {
			target_languages: ['de'],
			model: 'enhanced',
			match_original_utterances: true,
			lipsync: false,
			context_adaptation: true,
			context: 'a call',
			informal: true,
		},
		named_entity_recognition: true,
		sentiment_analysis: true,
	},
	post_processing: {
		summarization: true,
		summarization_config: { type: 'concise' },
		chapterization: true,
	},
	messages_config: switches,
	callback: true,
	callback_config: { url: 'https://example.com/hook', ...switches },
};

describe('POST /v2/live', () => {
	test('takes every field and answers what the SDK expects', async () => {
		const sandbox = await start();
		const types = new SdkTypes('live');
		expect(types.mismatches(current, 'LiveV2InitRequest')).toEqual([]);
		expect(Object.keys(current).sort()).toEqual(types.keys('LiveV2InitRequest').sort());
		const answer = await call(sandbox, 'POST', '/v2/live?region=eu-west', current);
		expect(answer).toMatchObject({
			status: 201,
			body: {
				id: expect.stringMatching(/^[0-9a-f-]{36}$/),
				created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
				url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/v2\/live\?token=[0-9a-f-]{36}$/),
			},
		});
		expect(types.mismatches(answer.body, 'LiveV2InitResponse')).toEqual([]);
		const [session] = sandbox.liveSessions();
		expect(session).toMatchObject({ region: 'eu-west', config: current, state: 'waiting' });
		const { custom_metadata, ...request_params } = current;
		expect(sandbox.jobs()).toMatchObject([{ kind: 'live', custom_metadata, request_params }]);
	});

	test('takes the fields of 2024', async () => {
		const sandbox = await start();
		for (const model of ['fast', 'accurate']) {
			await startLive(sandbox, { model, realtime_processing: { words_accurate_timestamps: true } });
		}
		for (const encoding of ['wav/alaw', 'wav/ulaw']) {
			await startLive(sandbox, { encoding });
			await startLive(sandbox, { encoding, bit_depth: 8 });
		}
	});

	test.each<{ body: JsonObject; line: string }>([
		{ body: { colour: 1 }, line: 'Field "colour" is unknown' },
		{ body: { diarization: true }, line: 'Field "diarization" is unknown' },
		{
			body: { encoding: 'mp3' },
			line: 'Field "encoding" must be one of: wav/pcm, wav/alaw, wav/ulaw',
		},
		{ body: { bit_depth: 12 }, line: 'Field "bit_depth" must be one of: 8, 16, 24, 32' },
		{ body: { bit_depth: '16' }, line: 'Field "bit_depth" must be one of: 8, 16, 24, 32' },
		{
			body: { encoding: 'wav/alaw', bit_depth: 16 },
			line: 'Field "bit_depth" must be 8 when "encoding" is wav/alaw',
		},
		{
			body: { sample_rate: 22_050 },
			line: 'Field "sample_rate" must be one of: 8000, 16000, 32000, 44100, 48000',
		},
		{ body: { channels: 0 }, line: 'Field "channels" must be >= 1' },
		{ body: { channels: 9 }, line: 'Field "channels" must be <= 8' },
		{ body: { channels: 1.5 }, line: 'Field "channels" must be integer' },
		{
			body: { model: 'solaria-3' },
			line: 'Field "model" must be one of: solaria-1, solaria-2, fast, accurate',
		},
		{ body: { endpointing: 0 }, line: 'Field "endpointing" must be >= 0.01' },
		{
			body: { maximum_duration_without_endpointing: 61 },
			line: 'Field "maximum_duration_without_endpointing" must be <= 60',
		},
		{
			body: { pre_processing: { speech_threshold: 2 } },
			line: 'Field "pre_processing.speech_threshold" must be <= 1',
		},
		{
			body: { realtime_processing: { sentences: true } },
			line: 'Field "realtime_processing.sentences" is unknown',
		},
		{
			body: { realtime_processing: { translation: true } },
			line: 'Field "realtime_processing.translation_config" is required when "realtime_processing.translation" is true',
		},
		{
			body: { realtime_processing: { custom_vocabulary: ['a'] } },
			line: 'Field "realtime_processing.custom_vocabulary" must be boolean',
		},
		{
			body: { post_processing: { diarization: true } },
			line: 'Field "post_processing.diarization" is unknown',
		},
		{
			body: { messages_config: { receive_acknowledgements: true } },
			line: 'Field "messages_config.receive_acknowledgements" is unknown',
		},
		{
			body: { callback: true },
			line: 'Field "callback_config" is required when "callback" is true',
		},
		{
			body: { callback: true, callback_config: {} },
			line: 'Field "callback_config.url" is required when "callback" is true',
		},
		{
			body: { callback_config: { url: 'ftp://example.com' } },
			line: 'Field "callback_config.url" must be an http or https URL',
		},
		{
			body: { callback_config: { url: 'http://a.b', method: 'PUT' } },
			line: 'Field "callback_config.method" is unknown',
		},
		{
			body: { custom_metadata: { a: 'x'.repeat(2000) } },
			line: 'Field "custom_metadata" must not exceed 2000 characters',
		},
	])('refuses: $line', async ({ body, line }) => {
		const sandbox = await start();
		expect(await call(sandbox, 'POST', '/v2/live', body)).toMatchObject({
			status: 400,
			body: { message: 'Invalid request body', validation_errors: [line] },
		});
		expect(sandbox.liveSessions()).toEqual([]);
	});

	test.each(['?region=mars', '?zone=eu-west'])('refuses the query %s', async (query) => {
		const sandbox = await start();
		expect(await call(sandbox, 'POST', `/v2/live${query}`, {})).toMatchObject({
			status: 400,
			body: { validation_errors: [expect.any(String)] },
		});
	});

	test('needs the key', async () => {
		const sandbox = await start();
		expect((await call(sandbox, 'POST', '/v2/live', {}, {})).status).toBe(401);
	});
});

describe('limits', () => {
	test('429 with Retry-After while all sessions of the plan are open', async () => {
		const sandbox = await start({ concurrentLiveSessions: 2, livePostProcessingSeconds: 0 });
		await startLive(sandbox);
		const second = await startLive(sandbox);
		const refused = await call(sandbox, 'POST', '/v2/live', {});
		expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);

		const client = await LiveClient.connect(second.url);
		client.send(wave(0.1));
		client.stop();
		expect((await client.closed).code).toBe(1000);
		await startLive(sandbox);
	});

	test('a session nobody connects to is over, and its address unusable', async () => {
		const sandbox = await start({ liveIdleSeconds: 0.05 });
		const { id, url } = await startLive(sandbox);
		await until(() => liveReport(sandbox, id).closed);
		expect(liveReport(sandbox, id)).toMatchObject({ expired: true, state: 'ended' });
		expect(await call(sandbox, 'GET', `/v2/live/${id}`)).toMatchObject({
			body: { status: 'error', error_code: 408, file: null, result: null },
		});
		const client = await LiveClient.connect(url);
		expect(await client.closed).toEqual({ code: 4403, reason: 'The session is over' });
	});

	test('a session that loses its client keeps what it has heard', async () => {
		const sandbox = await start({ liveIdleSeconds: 0.1, livePostProcessingSeconds: 0 });
		const { id, url } = await startLive(sandbox);
		const client = await LiveClient.connect(url);
		client.sendAll(wave(4));
		await client.message(
			'audio_chunk',
			({ data }) => (data?.byte_range as number[])[1] === 128_044,
		);
		client.socket.terminate();
		await until(() => liveReport(sandbox, id).closed);
		expect(liveReport(sandbox, id)).toMatchObject({
			expired: true,
			stopReceived: false,
			acceptedBytes: 128_044,
			connections: [{ closeCode: 1006 }],
		});
		expect(await call(sandbox, 'GET', `/v2/live/${id}`)).toMatchObject({
			body: { status: 'done', result: { metadata: { audio_duration: 4 } } },
		});
	});

	test('a recording that gets too long is ended by the server', async () => {
		const sandbox = await start({ liveMaximumSeconds: 1, livePostProcessingSeconds: 0 });
		const { client, code } = await transcribeLive(sandbox, wave(3).subarray(44));
		expect(code).toBe(1000);
		expect(client.ofType('error').map(({ error }) => error?.message)).toEqual([
			'A session cannot be longer than 1 seconds',
		]);
		expect(client.ofType('audio_chunk').map(({ acknowledged }) => acknowledged)).toEqual([
			true,
			false,
			false,
		]);
		expect(sandbox.liveSessions()).toMatchObject([{ audioDuration: 1, stopReceived: true }]);
	});

	test('an unknown token, another path', async () => {
		const sandbox = await start();
		const { url } = await startLive(sandbox);
		const stranger = await LiveClient.connect(url.replace(/token=.*/, 'token=unknown'));
		expect(await stranger.closed).toEqual({ code: 4401, reason: 'Unknown token' });
		await expect(LiveClient.connect(url.replace('/v2/live', '/v2/other'))).rejects.toThrow(
			'Unexpected server response: 404',
		);
	});
});
