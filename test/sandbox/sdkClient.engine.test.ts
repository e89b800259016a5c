import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { SAMPLE_PATH } from '../../sandbox/audio/speechSample';
import type { Sandbox } from '../../sandbox/sandbox';
import { DEFAULT_KEY, startSandbox } from '../../sandbox/sandbox';
import { sdkClient } from './support/client';
import { wave } from './support/wave';

const sample = readFileSync(SAMPLE_PATH);
const sampleFile = () => new File([new Uint8Array(sample)], 'address.wav');
const quickly = { interval: 20, timeout: 5_000 };
const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/);

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ jobSeconds: 0.2 });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const preRecorded = () => sdkClient(sandbox).preRecorded();

describe('the official SDK client, unchanged', () => {
	test('uploads a File, creates, polls, downloads and deletes', async () => {
		const client = preRecorded();
		const uploaded = await client.uploadFile(sampleFile());
		expect(uploaded).toEqual({
			audio_url: `${sandbox.url}/file/${uploaded.audio_metadata.id}`,
			audio_metadata: {
				id: UUID,
				filename: 'address.wav',
				extension: 'wav',
				size: sample.length,
				audio_duration: 19.254,
				number_of_channels: 1,
			},
		});

		const created = await client.create({ audio_url: uploaded.audio_url });
		expect(created).toEqual({
			id: UUID,
			result_url: `${sandbox.url}/v2/pre-recorded/${created.id}`,
		});
		expect(['queued', 'processing']).toContain((await client.get(created.id)).status);
		const done = await client.poll(created.id, quickly);
		expect(done).toMatchObject({
			status: 'done',
			file: {
				id: uploaded.audio_metadata.id,
				filename: 'address.wav',
				source: null,
				audio_duration: 19.254,
				number_of_channels: 1,
			},
			request_params: { audio_url: uploaded.audio_url },
		});
		expect(Buffer.from(await client.getFile(created.id)).equals(sample)).toBe(true);
		expect(await client.delete(created.id)).toBe(true);
		await expect(client.get(created.id)).rejects.toMatchObject({ status: 404 });
	});

	test('transcribes the bundled sample with its true words', async () => {
		const { result } = await preRecorded().transcribe(
			sampleFile(),
			{ diarization: true, translation: true, translation_config: { target_languages: ['fr'] } },
			quickly,
		);
		expect(
			result?.transcription?.utterances.map(({ speaker, start, end, text }) => [
				speaker,
				start,
				end,
				text,
			]),
		).toEqual([
			[
				0,
				0.48,
				5.56,
				'Your call is now first in line and will be answered by the next available representative.',
			],
			[0, 6.28, 7.68, 'Thank you for your patience.'],
			[1, 8.97, 16.25, 'And so my fellow Americans, ask not what your country can do for you,'],
			[1, 16.83, 19.01, 'ask what you can do for your country.'],
		]);
		expect(result?.translation?.results?.[0]?.full_transcript).toContain(
			'ne demandez pas ce que votre pays peut faire pour vous, demandez ce que vous pouvez faire pour votre pays.',
		);
	});

	// Jest cannot run the SDK's own import('fs'), so a file path needs a plain Node process.
	test('transcribes a file path in a process of its own', async () => {
		const script = `
			const { GladiaClient } = require('@gladiaio/sdk');
			const [url, key, path] = process.argv.slice(1);
			new GladiaClient({ apiKey: key, apiUrl: url }).preRecorded()
				.transcribe(path, {}, { interval: 50 })
				.then(({ file }) => console.log(file.filename, file.audio_duration));`;
		const { stdout } = await promisify(execFile)(process.execPath, [
			'-e',
			script,
			sandbox.url,
			DEFAULT_KEY,
			SAMPLE_PATH,
		]);
		expect(stdout).toBe('sample.wav 19.254\n');
	});

	test('transcribes a URL, whose audio is imagined and represented by the sample', async () => {
		const source = 'https://example.com/talks/keynote.mp3?token=1';
		const first = await preRecorded().transcribe(source, {}, quickly);
		const second = await preRecorded().transcribe(source, {}, quickly);
		expect(first.file).toEqual({
			id: UUID,
			filename: 'keynote.mp3',
			source,
			audio_duration: expect.any(Number),
			number_of_channels: 1,
		});
		expect(second.result?.transcription).toEqual(first.result?.transcription);
		const audio = Buffer.from(await preRecorded().getFile(first.id));
		expect(audio.equals(sample)).toBe(true);
	});

	test('invents a dialogue that fills any other file and uses its channels', async () => {
		const { result, file } = await preRecorded().transcribe(
			new File([new Uint8Array(wave(20, 2))], 'call.wav'),
			{ diarization: true, diarization_config: { number_of_speakers: 3 } },
			quickly,
		);
		expect(file).toMatchObject({ audio_duration: 20, number_of_channels: 2 });
		expect(result?.metadata).toMatchObject({
			audio_duration: 20,
			number_of_distinct_channels: 2,
			billing_time: 40,
		});
		const utterances = result?.transcription?.utterances ?? [];
		const words = utterances.flatMap((utterance) => utterance.words);
		expect(utterances.map(({ channel }) => channel)).toEqual(utterances.map((_, at) => at % 2));
		expect(utterances.map(({ speaker }) => speaker)).toEqual(utterances.map((_, at) => at % 3));
		expect(words.length / 20).toBeGreaterThan(2);
		expect(words.length / 20).toBeLessThan(3);
		expect(words.at(-1)?.end).toBeGreaterThan(19);
		expect(words.at(-1)?.end).toBeLessThanOrEqual(20);
	});

	test('lists with filters and follows the pages', async () => {
		for (const day of [1, 2, 3, 4, 5]) {
			sandbox.seedJob({
				created_at: `2026-03-0${day}T10:00:00.000Z`,
				status: day === 5 ? 'error' : 'done',
				custom_metadata: { team: day % 2 === 0 ? 'even' : 'odd', day },
			});
		}
		const client = preRecorded();
		const days = async (params: Parameters<typeof client.list>[0]) =>
			(await client.list(params)).items.map((item) => item.custom_metadata?.day);
		expect(await days(undefined)).toEqual([5, 4, 3, 2, 1]);
		expect(await days({ status: ['error', 'queued'] })).toEqual([5]);
		expect(await days({ custom_metadata: { team: 'odd', day: 3 } })).toEqual([3]);
		expect(await days({ date: '2026-03-02' })).toEqual([2]);
		expect(
			await days({ after_date: '2026-03-02T00:00:00Z', before_date: '2026-03-04T00:00:00Z' }),
		).toEqual([3, 2]);

		const first = await client.list({ limit: 2, custom_metadata: { team: 'odd' } });
		const query = 'custom_metadata%5Bteam%5D=odd';
		expect(first).toMatchObject({
			first: `${sandbox.url}/v2/pre-recorded?limit=2&${query}&offset=0`,
			current: `${sandbox.url}/v2/pre-recorded?limit=2&${query}&offset=0`,
			next: `${sandbox.url}/v2/pre-recorded?limit=2&${query}&offset=2`,
		});
		const second = await client.list({ url: first.next ?? '' });
		expect(second.items.map((item) => item.custom_metadata?.day)).toEqual([1]);
		expect(second.next).toBeNull();
	});

	test('reads, lists, downloads and deletes live sessions', async () => {
		const seeded = sandbox.seedLiveJob({ custom_metadata: { room: 'a' } });
		sandbox.seedJob();
		const client = sdkClient(sandbox).live();
		expect((await client.list({ custom_metadata: { room: 'a' } })).items).toEqual([seeded]);
		expect(await client.get(seeded.id)).toEqual(seeded);
		expect(seeded.kind).toBe('live');
		expect(Buffer.from(await client.getFile(seeded.id)).equals(sample)).toBe(true);
		expect(await client.delete(seeded.id)).toBe(true);
		expect((await client.list()).items).toEqual([]);
	});

	test('sees a job that fails, and a wrong key', async () => {
		sandbox.failNext({ kind: 'job-error', errorCode: 422 });
		await expect(
			preRecorded().transcribe('https://example.com/a.mp3', {}, quickly),
		).rejects.toThrow('failed with error code: 422');
		await expect(sdkClient(sandbox, 'wrong').preRecorded().list()).rejects.toMatchObject({
			status: 401,
		});
	});
});
