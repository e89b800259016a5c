import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SAMPLE_PATH } from '../../sandbox/audio/speechSample';
import type { JsonObject } from '../../sandbox/json';
import { call, sdkClient } from './support/client';
import { LiveClient, liveReport, startLive, transcribeLive } from './support/liveClient';
import { quote } from './support/results';
import { start } from './support/sandboxes';
import { SdkTypes } from './support/sdkTypes';
import { wave } from './support/wave';

const sample = readFileSync(SAMPLE_PATH);
const types = new SdkTypes('live');
const request: JsonObject = {
	custom_metadata: { room: 'a' },
	messages_config: { receive_partial_transcripts: true, receive_lifecycle_events: true },
	realtime_processing: {
		translation: true,
		translation_config: { target_languages: ['fr'] },
		named_entity_recognition: true,
		sentiment_analysis: true,
	},
	post_processing: { summarization: true },
};

describe('the document of a live session', () => {
	test('is queued, processing and done, with everything that was asked for', async () => {
		const sandbox = await start({ livePostProcessingSeconds: 0.05 });
		const client = sdkClient(sandbox).liveV2();
		const { id, url, created_at } = await startLive(sandbox, request);
		expect(await client.get(id)).toMatchObject({ status: 'queued', file: null, result: null });

		const line = await LiveClient.connect(url);
		line.send(sample);
		await line.message('audio_chunk');
		expect(await client.get(id)).toMatchObject({ status: 'processing', completed_at: null });
		expect(await call(sandbox, 'DELETE', `/v2/live/${id}`)).toMatchObject({ status: 403 });
		line.stop();
		await line.closed;

		const document = await client.get(id);
		expect(types.mismatches(document, 'LiveV2Response')).toEqual([]);
		const { custom_metadata, ...request_params } = request;
		const [final] = line.ofType('post_final_transcript');
		expect(document).toEqual({
			id,
			request_id: expect.stringMatching(/^G-/),
			version: 2,
			kind: 'live',
			status: 'done',
			created_at,
			completed_at: expect.any(String),
			custom_metadata,
			error_code: null,
			post_session_metadata: {},
			file: {
				id: expect.any(String),
				filename: `${id}.wav`,
				source: null,
				audio_duration: 19.254,
				number_of_channels: 1,
			},
			request_params,
			result: { ...final?.data, messages: expect.any(Array) },
		});
		expect(document.result?.transcription?.full_transcript).toBe(quote);
		const told = line.messages.filter(({ type }) => type !== 'audio_chunk');
		expect(document.result?.messages?.map((text) => JSON.parse(text))).toEqual(told);
	});

	test('chapters have their name of 2024', async () => {
		const sandbox = await start({ livePostProcessingSeconds: 0 });
		const body = { post_processing: { chapterization: true } };
		const { session } = await transcribeLive(sandbox, sample, body);
		const { result } = (await call(sandbox, 'GET', `/v2/live/${session.id}`)).body as {
			result: JsonObject;
		};
		expect(Object.keys(result)).toEqual(['metadata', 'transcription', 'chapters', 'messages']);
		expect(result.chapters).toMatchObject({ success: true, results: [{ start: 0.48 }] });
	});

	test('list, audio, debug metadata and delete work on it', async () => {
		const sandbox = await start({ livePostProcessingSeconds: 0 });
		const { session } = await transcribeLive(sandbox, sample, request);
		await transcribeLive(sandbox, wave(1));
		const client = sdkClient(sandbox).liveV2();
		const metadata = { post_session_metadata: { ticket: 7 } };
		expect((await call(sandbox, 'PATCH', `/v2/live/${session.id}`, metadata)).status).toBe(204);
		expect((await client.list({ custom_metadata: { room: 'a' } })).items).toMatchObject([
			{ id: session.id, ...metadata },
		]);
		expect((await client.list()).items).toHaveLength(2);
		// The sample's own header is the one the sandbox writes.
		expect(Buffer.from(await client.getFile(session.id)).equals(sample)).toBe(true);
		expect(await client.delete(session.id)).toBe(true);
		await expect(client.get(session.id)).rejects.toMatchObject({ status: 404 });
	});

	test('a session that is told to fail ends with an error', async () => {
		const sandbox = await start({ livePostProcessingSeconds: 0 });
		sandbox.failNext({ kind: 'job-error', errorCode: 503 });
		const { session, code } = await transcribeLive(sandbox, sample);
		expect(code).toBe(1000);
		expect(await sdkClient(sandbox).liveV2().get(session.id)).toMatchObject({
			status: 'error',
			error_code: 503,
			result: null,
		});
	});

	test('without data retention nothing is left', async () => {
		const sandbox = await start({ livePostProcessingSeconds: 0, zeroDataRetention: true });
		const { session } = await transcribeLive(sandbox, sample);
		expect((await call(sandbox, 'GET', `/v2/live/${session.id}`)).status).toBe(404);
	});
});

describe('side by side', () => {
	test('two sessions do not mix', async () => {
		const sandbox = await start({ livePostProcessingSeconds: 0 });
		const tone = wave(25);
		const [first, second] = await Promise.all([
			transcribeLive(sandbox, sample, {}, 3_001),
			transcribeLive(sandbox, tone, {}, 5_003),
		]);
		for (const [{ session, client }, audio] of [
			[first, sample],
			[second, tone],
		] as const) {
			expect(liveReport(sandbox, session.id)).toMatchObject({
				acceptedBytes: audio.length,
				sha256: createHash('sha256').update(audio).digest('hex'),
			});
			expect(new Set(client.messages.map(({ session_id }) => session_id))).toEqual(
				new Set([session.id]),
			);
		}
		const text = ({ client }: typeof first) =>
			(client.ofType('post_transcript')[0]?.data?.full_transcript ?? '') as string;
		expect(text(first)).toBe(quote);
		expect(text(second)).not.toContain('country');
		expect(text(second).length).toBeGreaterThan(200);
	});

	test('30 sessions at once', async () => {
		const sandbox = await start({ livePostProcessingSeconds: 0 });
		const runs = await Promise.all(
			Array.from({ length: 30 }, () => transcribeLive(sandbox, sample)),
		);
		expect(runs.map(({ code }) => code)).toEqual(Array(30).fill(1000));
		expect(sandbox.jobs().map(({ status }) => status)).toEqual(Array(30).fill('done'));
	});

	test('reset and close cut running sessions', async () => {
		const sandbox = await start();
		const first = await LiveClient.connect((await startLive(sandbox)).url);
		first.send(sample);
		await first.message('audio_chunk');
		sandbox.reset();
		expect((await first.closed).code).toBe(1006);
		expect(sandbox.liveSessions()).toEqual([]);

		const second = await LiveClient.connect((await startLive(sandbox)).url);
		second.send(sample);
		second.stop();
		await second.message('stop_recording');
		await sandbox.close();
		expect((await second.closed).code).toBe(1006);
	});
});
