import type { BinaryDataService } from 'n8n-core';
import type { IDataObject, INodeExecutionData, StructuredChunk } from 'n8n-workflow';
import { callbackToken } from '../../nodes/shared/callbacks/callbackToken';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { useBinaryStore } from '../support/engine';
import {
	linked,
	runLive,
	samples,
	sessionsOf,
	sha256,
	speech,
	spoken,
	usePlatformSocket,
	withFiles,
} from './support/nodeRun';
import { wav } from './support/waveFiles';

usePlatformSocket();

const pcm = { encoding: 'wav/pcm', bit_depth: 16, sample_rate: 16000, channels: 1 };
const acknowledged = { messages_config: { receive_acknowledgments: true } };

let sandbox: Sandbox;
let store: BinaryDataService;
beforeAll(async () => {
	sandbox = await startSandbox();
	store = await useBinaryStore();
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const posts = () => sandbox.requests.filter(({ method }) => method === 'POST');

describe('Transcribe Audio Stream', () => {
	it('returns everything that a session reported, once per item', async () => {
		const half = wav(samples.subarray(0, 256_000));
		const result = await runLive(sandbox, await withFiles(store, speech, half), {
			parameters: { messages: { receiveLifecycleEvents: true } },
		});
		expect(result.error).toBeUndefined();
		const [whole, part] = sessionsOf(sandbox, result);
		expect([whole, part].map((one) => one?.session.sha256)).toEqual([
			sha256(samples),
			sha256(samples.subarray(0, 256_000)),
		]);
		const time = expect.stringMatching(/^20\d\d-\d\d-\d\dT/);
		const expected = [whole, part].map((one, item) => {
			const { session, job } = one as NonNullable<typeof one>;
			const { metadata, transcription } = job.result as Record<string, IDataObject>;
			const utterances = transcription?.utterances as IDataObject[];
			return {
				json: {
					id: session.id,
					audio_duration: session.acceptedBytes / 32_000,
					languages: ['en'],
					full_transcript: transcription?.full_transcript,
					summary: null,
					dialogue: null,
					speakers: [],
					speaker_count: null,
					utterances: utterances.map((utterance, n) => ({
						id: `00-0000000${n}`,
						...utterance,
						speaker_label: null,
					})),
					translated_utterances: [],
					named_entities: [],
					sentiments: [],
					speech_events: expect.arrayContaining([
						{ type: 'speech_start', time: utterances[0]?.start, channel: 0 },
						{ type: 'speech_end', time: utterances[0]?.end, channel: 0 },
					]),
					chapters: [],
					metadata,
					timings: {
						session_started_at: time,
						recording_started_at: time,
						first_transcript_at: time,
						recording_ended_at: time,
						session_ended_at: time,
					},
					failed_add_ons: [],
					errors: [],
					stream: {
						acknowledged_bytes: session.acceptedBytes,
						acknowledged_seconds: session.acceptedBytes / 32_000,
						reconnects: 0,
						misplaced_bytes: 0,
						reached_limit: false,
					},
				},
				pairedItem: { item },
			};
		});
		expected.forEach(({ json }) => {
			json.audio_duration = expect.closeTo(json.audio_duration, 3);
		});
		expect(result.items.map(linked)).toEqual(expected);
		expect(result.items[0]?.json.full_transcript).toBe(spoken.join(' '));
	});

	it('returns what the add-ons found', async () => {
		const result = await runLive(sandbox, await withFiles(store, speech, speech), {
			parameters: {
				translation: true,
				targetLanguages: ['fr', 'de'],
				summarization: true,
				sentimentAnalysis: true,
				namedEntityRecognition: true,
				customMetadata: 'fields',
				metadataFields: { field: [{ name: 'item', value: '={{ $itemIndex }}' }] },
			},
		});
		expect(result.error).toBeUndefined();
		sessionsOf(sandbox, result).forEach(({ job }, item) => {
			const stored = job.result as Record<string, { results: unknown }>;
			const { json } = result.items[item] as INodeExecutionData;
			expect(job.custom_metadata).toEqual({ item });
			expect(json.summary).toBe(stored.summarization?.results);
			const translations = json.translated_utterances as IDataObject[];
			expect(translations.map(({ target_language: to }) => to)).toEqual(
				spoken.flatMap(() => ['fr', 'de']),
			);
			for (const { languages, utterances } of stored.translation?.results as IDataObject[]) {
				const [language] = languages as string[];
				const translated = translations.filter((one) => one.target_language === language);
				expect(translated.map(({ text }) => text)).toEqual(
					(utterances as IDataObject[]).map(({ text }) => text),
				);
			}
			const entities = json.named_entities as IDataObject[];
			const found = stored.named_entity_recognition?.results as IDataObject[];
			expect(entities).toEqual(
				found.map((entity) => ({ utterance_id: expect.any(String), ...entity })),
			);
			expect((json.sentiments as IDataObject[]).map(({ text }) => text)).toEqual(spoken);
		});
	});

	it('requests acknowledgments, whatever the switch is set to', async () => {
		const parameters = {
			languages: ['en'],
			messages: { receiveAcknowledgments: '={{ $json.value }}', receivePartialTranscripts: true },
		};
		const items = await withFiles(store, speech, speech);
		items.forEach((item, n) => (item.json = { value: n === 0 }));
		await runLive(sandbox, items, { parameters });
		const body = {
			...pcm,
			language_config: { languages: ['en'] },
			messages_config: { receive_acknowledgments: true, receive_partial_transcripts: true },
		};
		expect(posts().map((one) => one.body)).toEqual([body, body]);
	});

	it('returns one item per final utterance', async () => {
		const result = await runLive(sandbox, await withFiles(store, speech, speech), {
			parameters: { returnAs: 'utterances' },
		});
		const ids = sandbox.liveSessions().map(({ id }) => id);
		const idOf = (item: number) =>
			result.items.find(({ pairedItem }) => Object(pairedItem).item === item)?.json
				.transcription_id;
		expect([idOf(0), idOf(1)].sort()).toEqual(ids.sort());
		expect(result.items.map(linked)).toEqual(
			[0, 1].flatMap((item) =>
				spoken.map((text, index) => ({
					json: {
						transcription_id: idOf(item),
						index,
						filename: null,
						speaker_label: null,
						start_time: expect.stringMatching(/^00:00:\d\d$/),
						end_time: expect.stringMatching(/^00:00:\d\d$/),
						id: `00-0000000${index}`,
						start: expect.any(Number),
						end: expect.any(Number),
						speaker: null,
						channel: 0,
						language: 'en',
						confidence: expect.any(Number),
						text,
					},
					pairedItem: { item },
				})),
			),
		);
	});

	it('returns one item per message, with acknowledgments only if requested', async () => {
		const types = async (messages: IDataObject) => {
			const result = await runLive(sandbox, await withFiles(store, speech, speech), {
				parameters: { returnAs: 'messages', messages } as never,
			});
			return [0, 1].map((item) =>
				result.items
					.filter(({ pairedItem }) => Object(pairedItem).item === item)
					.map(({ json }) => String(json.type)),
			);
		};
		const without = await types({ receiveSpeechEvents: false, receiveLifecycleEvents: true });
		const expected = [
			'start_session',
			'start_recording',
			...spoken.map(() => 'transcript'),
			'stop_recording',
			'end_recording',
			'post_transcript',
			'post_final_transcript',
			'end_session',
		].sort();
		expect(without.map((list) => list.sort())).toEqual([expected, expected]);
		for (const list of await types({ receiveAcknowledgments: true })) {
			expect(list.filter((type) => type === 'audio_chunk')).toHaveLength(193);
		}
	});

	it('returns the stored result in any output of Gladia Get Result', async () => {
		const items = await withFiles(store, speech, speech);
		const simplified = await runLive(sandbox, items, { parameters: { returnAs: 'stored' } });
		expect(simplified.items.map(({ json }) => [json.status, json.full_transcript])).toEqual([
			['done', spoken.join(' ')],
			['done', spoken.join(' ')],
		]);
		const files = await runLive(sandbox, items, {
			parameters: { returnAs: 'stored', output: 'files', fileFormats: ['srt'] },
		});
		expect(files.items.map(({ binary }) => binary?.srt?.mimeType)).toEqual([
			'text/plain',
			'text/plain',
		]);
	});

	it('creates a dialogue of the two sides of a call', async () => {
		const caller = wav(samples.subarray(0, 260_000));
		const president = wav(Buffer.concat([Buffer.alloc(260_000), samples.subarray(260_000)]));
		const [first] = await withFiles(store, caller);
		const [second] = await withFiles(store, president);
		const item = { json: {}, binary: { data: first?.binary?.data, agent: second?.binary?.data } };
		const result = await runLive(sandbox, [item, item] as INodeExecutionData[], {
			parameters: {
				audioSource: 'tracks',
				binaryPropertyNames: ['data', 'agent'],
				returnAs: 'stored',
				output: 'dialogue',
			},
		});
		expect(result.error).toBeUndefined();
		expect(posts()[0]?.body).toEqual({ ...pcm, channels: 2, ...acknowledged });
		for (const { json } of result.items) {
			expect(json.dialogue).toContain(`Channel 1: ${spoken[0]}`);
			expect(json.dialogue).toContain(`Channel 2: ${spoken[2]}`);
		}
		for (const { acceptedBytes } of sandbox.liveSessions()) {
			// The caller's side is shorter, and padded with silence.
			expect(acceptedBytes).toBe(2 * samples.length);
		}
	});

	it('accepts raw audio, and files that n8n keeps in memory', async () => {
		const data = samples.toString('base64');
		const item = { json: {}, binary: { data: { mimeType: 'audio/l16', data } } };
		const result = await runLive(sandbox, [item, item], { parameters: { audioFormat: 'raw' } });
		expect(result.items.map(({ json }) => json.full_transcript)).toEqual([
			spoken.join(' '),
			spoken.join(' '),
		]);
		expect(sandbox.liveSessions().map((session) => session.sha256)).toEqual([
			sha256(samples),
			sha256(samples),
		]);
	});

	it('returns the errors that Gladia reported', async () => {
		const message = 'The sandbox was told to say so';
		sandbox.failLiveNext({ kind: 'error-message', message, afterBytes: 64_000, times: 2 });
		const result = await runLive(sandbox, await withFiles(store, speech, speech));
		expect(result.items.map(({ json }) => json.errors)).toEqual(
			result.items.map(({ json }) => [
				{
					type: 'error',
					session_id: json.id,
					created_at: expect.any(String),
					error: { message },
					data: null,
				},
			]),
		);
	});

	it('stops at the limit', async () => {
		const result = await runLive(sandbox, await withFiles(store, speech, speech), {
			parameters: { limits: { stopAfterMinutes: 0.1, chunkMilliseconds: 20 } },
		});
		expect(result.items.map(({ json }) => json.stream)).toEqual(
			[0, 1].map(() => ({
				acknowledged_bytes: 192_000,
				acknowledged_seconds: 6,
				reconnects: 0,
				misplaced_bytes: 0,
				reached_limit: true,
			})),
		);
	});

	it('runs as many sessions in parallel as allowed, and no more', async () => {
		const files = await withFiles(store, ...Array.from({ length: 6 }, () => speech));
		const mostAtOnce = () => {
			const times = sandbox.liveSessions().map(({ connections: [connection] }) => ({
				from: connection?.openedAt ?? 0,
				to: connection?.closedAt ?? Infinity,
			}));
			const at = (time: number) => times.filter(({ from, to }) => from <= time && time < to).length;
			return Math.max(...times.map(({ from }) => at(from)));
		};
		const parameters = { pace: 'multiple', speed: 40 };
		const result = await runLive(sandbox, files, { parameters });
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
			files.map((_, item) => ({ item })),
		);
		expect(mostAtOnce()).toBe(6);
		sandbox.reset();
		await runLive(sandbox, files, { parameters: { ...parameters, limits: { maxConcurrent: 2 } } });
		expect(mostAtOnce()).toBe(2);
	});
});

describe('a workflow that responds by streaming', () => {
	const chunksOf = async (parameters: IDataObject) => {
		const chunks: Array<StructuredChunk & { whileRunning: boolean }> = [];
		await runLive(sandbox, await withFiles(store, speech, speech), {
			parameters: { pace: 'multiple', speed: 20, ...parameters },
			onChunk(chunk) {
				if (chunk.type === 'error') return;
				const whileRunning = sandbox.liveSessions().some(({ state }) => state === 'recording');
				chunks.push({ ...chunk, whileRunning });
			},
		});
		return [0, 1].map((item) => chunks.filter(({ metadata }) => metadata.itemIndex === item));
	};

	it('sends transcripts, including partial ones, while the audio is streaming', async () => {
		const messages = { receivePartialTranscripts: true };
		for (const chunks of await chunksOf({ messages })) {
			expect(chunks.at(0)?.type).toBe('begin');
			expect(chunks.at(-1)?.type).toBe('end');
			const captions = chunks
				.filter(({ type }) => type === 'item')
				.map(({ content }) => JSON.parse(content ?? '') as IDataObject);
			const finals = captions.filter((caption) => caption.is_final === true);
			expect(finals).toEqual(
				spoken.map((text, n) => ({
					id: `00-0000000${n}`,
					is_final: true,
					text,
					start: expect.any(Number),
					end: expect.any(Number),
					channel: 0,
					language: 'en',
				})),
			);
			expect(captions.length).toBeGreaterThan(finals.length);
			const [, first] = chunks;
			expect(first?.whileRunning).toBe(true);
		}
	});

	it('sends none when switched off', async () => {
		expect(await chunksOf({ limits: { streamResponse: false } })).toEqual([[], []]);
	});
});

describe('Start Session and Stream to Existing Session', () => {
	it('return the URL of each session, and transcribe what is sent there', async () => {
		const inputs = await withFiles(store, speech, speech);
		const started = await runLive(sandbox, inputs, { parameters: { operation: 'start' } });
		expect(started.error).toBeUndefined();
		expect(started.items.map(linked)).toEqual(
			started.items.map(({ json }, item) => {
				const session = sandbox.liveSessions().find(({ id }) => id === json.id);
				return {
					json: {
						id: session?.id,
						created_at: session?.createdAt,
						url: session?.url,
						max_duration_seconds: 10_800,
						expiry_hint:
							'The token in the URL is temporary: connect soon, and use the same URL to reconnect',
					},
					pairedItem: { item },
				};
			}),
		);
		const items = started.items.map(({ json }, n) => ({ json, binary: inputs[n]?.binary }));
		const streamed = await runLive(sandbox, items, { parameters: { operation: 'stream' } });
		expect(streamed.error).toBeUndefined();
		expect(streamed.items.map(({ json }) => [json.id, json.full_transcript])).toEqual(
			started.items.map(({ json }) => [json.id, spoken.join(' ')]),
		);
		expect(posts()).toHaveLength(2);
		expect(sandbox.liveSessions().map((session) => session.sha256)).toEqual([
			sha256(samples),
			sha256(samples),
		]);
	});

	it('keep acknowledgments on, which streaming to the session needs', async () => {
		const inputs = await withFiles(store, speech, speech);
		const started = await runLive(sandbox, inputs, {
			parameters: { operation: 'start', messages: { receiveAcknowledgments: false } },
		});
		expect(posts().map(({ body }) => body)).toEqual([
			{ ...pcm, ...acknowledged },
			{ ...pcm, ...acknowledged },
		]);
		const items = started.items.map(({ json }, n) => ({ json, binary: inputs[n]?.binary }));
		const streamed = await runLive(sandbox, items, { parameters: { operation: 'stream' } });
		expect(streamed.error).toBeUndefined();
		expect(streamed.items.map(({ json }) => json.full_transcript)).toEqual([
			spoken.join(' '),
			spoken.join(' '),
		]);
	});

	it('add the token to callbacks to a Gladia Trigger, but not to others', async () => {
		const urls = [
			'https://n8n.example/webhook/5f/gladia-trigger',
			'https://evil.example/webhook/5f/gladia-trigger',
		];
		await runLive(
			sandbox,
			urls.map((url) => ({ json: { url } })),
			{
				parameters: {
					operation: 'start',
					callback: true,
					callbackUrl: '={{ $json.url }}',
					callbackMessages: { receiveLifecycleEvents: true, triggerHosts: 'n8n.example' },
					limits: { maxConcurrent: 1 },
				},
			},
		);
		const token = callbackToken('sandbox-key', urls[0] ?? '');
		expect(posts().map(({ body }) => body)).toEqual([
			{
				...pcm,
				callback: true,
				callback_config: { url: `${urls[0]}?token=${token}`, receive_lifecycle_events: true },
			},
			{
				...pcm,
				callback: true,
				callback_config: { url: urls[1], receive_lifecycle_events: true },
			},
		]);
	});
});
