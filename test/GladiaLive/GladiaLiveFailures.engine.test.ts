import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BinaryDataService } from 'n8n-core';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { LiveFault, Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import type { NodeResult, NodeRun } from '../support/engine';
import { useBinaryStore } from '../support/engine';
import {
	linked,
	runLive,
	samples,
	sha256,
	speech,
	spoken,
	usePlatformSocket,
	withFiles,
} from './support/nodeRun';
import { chunk, formatChunk, riff, wav } from './support/waveFiles';

usePlatformSocket();

let sandbox: Sandbox;
let store: BinaryDataService;
beforeAll(async () => {
	sandbox = await startSandbox({ concurrentLiveSessions: 4 });
	store = await useBinaryStore();
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const posts = () => sandbox.requests.filter(({ method }) => method === 'POST');
const hashes = () => sandbox.liveSessions().map((session) => session.sha256);
const whole = sha256(samples);
const impatient = { acknowledgmentTimeout: 2, maxReconnects: 2, maxConcurrent: 1 };
const continueOnFail = { onError: 'continueRegularOutput' } as const;

/** The error item of a failed session. */
const failureOf = (result: NodeResult, item = 0) => {
	const { error, details } = (result.items[item]?.json ?? {}) as {
		error: string;
		details: IDataObject & { transcribed: IDataObject };
	};
	return { error, details };
};

describe('a connection that breaks', () => {
	const faults: Record<string, LiveFault> = {
		'is cut in the middle of a frame': { kind: 'drop-after-bytes', bytes: 100_001 },
		'is cut after a part of a frame was confirmed': {
			kind: 'drop-after-bytes',
			bytes: 100_002,
			ackBefore: true,
		},
		'is closed with 1011': { kind: 'close-code', code: 1011, afterBytes: 64_000 },
		'is closed with 4000': { kind: 'close-code', code: 4000 },
		'falls silent': { kind: 'mute', afterBytes: 64_000 },
		'is refused at first': { kind: 'refuse' },
		'receives invalid JSON': { kind: 'invalid-json', afterBytes: 64_000 },
		'receives an error message': { kind: 'error-message', afterBytes: 64_000 },
		'breaks before the end of the session': { kind: 'drop-before-end' },
	};

	it.each(Object.entries(faults))('%s', async (_name, fault) => {
		sandbox.failLiveNext(fault);
		const result = await runLive(sandbox, await withFiles(store, speech, speech), {
			parameters: { limits: impatient },
		});
		expect(result.error).toBeUndefined();
		expect(hashes()).toEqual([whole, whole]);
		expect(result.items.map(({ json }) => json.full_transcript)).toEqual([
			spoken.join(' '),
			spoken.join(' '),
		]);
		expect(result.items.map(({ json }) => (json.utterances as unknown[]).length)).toEqual([4, 4]);
		expect(sandbox.liveSessions().every(({ stopReceived }) => stopReceived)).toBe(true);
	});

	it('is lost after the last byte: the rest is read from the stored result', async () => {
		sandbox.failLiveNext({ kind: 'drop-before-end' });
		sandbox.failLiveNext({ kind: 'refuse', times: 9 });
		const result = await runLive(sandbox, await withFiles(store, speech), {
			parameters: {
				summarization: true,
				messages: { receivePostProcessingEvents: false },
				limits: impatient,
			},
		});
		expect(result.error).toBeUndefined();
		const { json } = result.items[0] as INodeExecutionData;
		expect(json.full_transcript).toBe(spoken.join(' '));
		expect(json.summary).toMatch(/^A caller is told/);
		expect(sandbox.requests.at(-1)).toMatchObject({ method: 'GET', path: `/v2/live/${json.id}` });
	});
});

describe('what was missed while the connection was down', () => {
	it.each([
		['the end of the session', true, 0],
		['the stored result', false, 2],
	])('is filled in from %s', async (_name, receivePostProcessingEvents, reads) => {
		const fault = { kind: 'lose-acknowledgments', everything: true } as const;
		sandbox.failLiveNext({ ...fault, afterBytes: 64_000, bytes: 500_000 });
		sandbox.failLiveNext({ ...fault, afterBytes: 64_000, bytes: 500_000, skip: 1 });
		const result = await runLive(sandbox, await withFiles(store, speech, speech), {
			parameters: {
				translation: true,
				targetLanguages: ['fr', 'de'],
				sentimentAnalysis: true,
				namedEntityRecognition: true,
				messages: { receivePostProcessingEvents },
				limits: impatient,
			},
		});
		expect(result.error).toBeUndefined();
		const texts = (list: unknown) => (list as IDataObject[]).map(({ text }) => text);
		for (const { json } of result.items) {
			expect(json.stream).toMatchObject({ reconnects: 1 });
			const found = sandbox.jobs().find(({ id }) => id === json.id)?.result as Record<
				string,
				IDataObject
			>;
			const stored = texts(found.transcription?.utterances);
			expect(stored.slice(0, 3)).toEqual(spoken.slice(0, 3));
			expect([texts(json.utterances), texts(json.sentiments)]).toEqual([stored, stored]);
			const entities = found.named_entity_recognition?.results as IDataObject[];
			expect(json.named_entities).toMatchObject(entities);
			for (const { languages, utterances } of found.translation?.results as IDataObject[]) {
				const [language] = languages as string[];
				const all = json.translated_utterances as IDataObject[];
				expect(texts(all.filter((one) => one.target_language === language))).toEqual(
					texts(utterances),
				);
			}
		}
		expect(sandbox.requests.filter(({ method }) => method === 'GET')).toHaveLength(reads);
	});
});

describe('a session that has announced its end', () => {
	it('needs no stored result, although the connection was lost and the last acknowledgments are missing', async () => {
		sandbox.playReading('end-unacknowledged');
		sandbox.failLiveNext({ kind: 'drop-before-end' });
		sandbox.failLiveNext({ kind: 'refuse', times: 9 });
		const result = await runLive(sandbox, await withFiles(store, speech), {
			parameters: { summarization: true, limits: impatient },
		});
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ json }) => [json.full_transcript, json.summary])).toEqual([
			[spoken.join(' '), expect.stringMatching(/^A caller is told/)],
		]);
		expect(sandbox.requests.map(({ method }) => method)).toEqual(['POST']);
	});

	it.each([
		{ kind: 'status', status: 404 },
		{ kind: 'status', status: 403 },
		{ kind: 'status', status: 410 },
	] as const)('returns what was received when Gladia keeps no result (%j)', async (fault) => {
		sandbox.failNext({ ...fault, path: '/v2/live/', method: 'GET', times: 99 });
		const result = await runLive(sandbox, await withFiles(store, speech, speech), {
			parameters: {
				returnAs: 'stored',
				output: 'dialogue',
				limits: { maxResultWaitMinutes: 0.02 },
			},
		});
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ json, pairedItem }) => [json.dialogue, pairedItem])).toEqual(
			[0, 1].map((item) => [expect.stringContaining(spoken[0] ?? ''), { item }]),
		);
	});

	it('keeps what was received in the error when the stored result cannot be read', async () => {
		sandbox.failNext({ kind: 'status', status: 401, path: '/v2/live/', method: 'GET', times: 99 });
		const result = await runLive(sandbox, await withFiles(store, speech), {
			parameters: { returnAs: 'stored', limits: { maxResultWaitMinutes: 0.02 } },
			...continueOnFail,
		});
		expect(failureOf(result)).toMatchObject({
			error: 'The result of the live session could not be read [Item 0]',
			details: {
				description: expect.stringMatching(/^Gladia does not know the API key/),
				transcribed: { full_transcript: spoken.join(' ') },
			},
		});
	});
});

describe('a session that cannot be saved', () => {
	it('keeps the transcript in the error, with id and position', async () => {
		sandbox.failLiveNext({ kind: 'drop-after-bytes', bytes: 300_000 });
		sandbox.failLiveNext({ kind: 'refuse', times: 9 });
		const result = await runLive(sandbox, await withFiles(store, speech), {
			parameters: { limits: impatient },
			...continueOnFail,
		});
		const [session] = sandbox.liveSessions();
		const { error, details } = failureOf(result);
		const seconds = (session?.acceptedBytes ?? 0) / 32_000;
		expect(error).toBe('The live session could not be completed [Item 0]');
		expect(session?.acceptedBytes).toBeGreaterThan(250_000);
		expect(details).toEqual({
			description: `The connection was closed with code 1006. Gladia received ${seconds.toFixed(2)} seconds of audio. Everything transcribed so far is in the details. Gladia Get Result can read it too. Session ID: ${session?.id}`,
			session_id: session?.id,
			acknowledged_bytes: session?.acceptedBytes,
			acknowledged_seconds: seconds,
			unfinished_utterances: [],
			transcribed: expect.objectContaining({
				id: session?.id,
				full_transcript: spoken.slice(0, 2).join(' '),
			}),
		});
		expect(details.transcribed.utterances).toHaveLength(2);
		expect(result.items[0]?.pairedItem).toEqual({ item: 0 });
	});

	it('does not affect the other items when the workflow continues', async () => {
		sandbox.failLiveNext({ kind: 'close-code', code: 4400, afterBytes: 64_000 });
		const result = await runLive(sandbox, await withFiles(store, speech, speech), {
			parameters: { limits: { maxConcurrent: 1 } },
			...continueOnFail,
		});
		expect(result.items.map(({ json }) => json.error ?? json.full_transcript)).toEqual([
			'The live session could not be completed [Item 0]',
			spoken.join(' '),
		]);
	});

	it('ends the other sessions, and names them, when the workflow stops', async () => {
		sandbox.failLiveNext({ kind: 'close-code', code: 4400, afterBytes: 64_000, skip: 1 });
		const result = await runLive(sandbox, await withFiles(store, speech, speech), {
			parameters: { pace: 'multiple', speed: 4 },
		});
		const [first, second] = sandbox.liveSessions();
		const failed = first?.connections[0]?.fault === undefined ? second : first;
		const other = failed === first ? second : first;
		expect(result.error?.message).toMatch(/^The live session could not be completed \[Item \d\]$/);
		expect((result.error as { description?: string }).description).toMatch(
			new RegExp(`\\nSessions of other items, .*item \\d: ${other?.id}$`),
		);
		expect(other).toMatchObject({ stopReceived: true });
		expect(other?.acceptedBytes).toBeLessThan(samples.length);
	});
});

describe('the start of a session', () => {
	it('waits while as many sessions are running as the plan allows', async () => {
		const files = await withFiles(store, ...Array.from({ length: 6 }, () => speech));
		const result = await runLive(sandbox, files);
		expect(result.error).toBeUndefined();
		expect(hashes()).toEqual(files.map(() => whole));
		expect(posts().filter(({ status }) => status === 429).length).toBeGreaterThan(0);
	});

	it('does not wait longer than allowed', async () => {
		sandbox.failNext({ kind: 'status', status: 429, path: '/v2/live', times: 99 });
		const result = await runLive(sandbox, await withFiles(store, speech, speech), {
			parameters: { limits: { maxWaitMinutes: 0 } },
			...continueOnFail,
		});
		expect(result.items.map(({ json }) => json.error)).toEqual([
			'As many live sessions are running as the Gladia plan allows [Item 0]',
			'As many live sessions are running as the Gladia plan allows [Item 1]',
		]);
		expect(posts()).toHaveLength(2);
	});

	it.each([
		['lose-response', 'Gladia could not be reached to start the session [Item 0]'],
		['truncate', 'Gladia could not be reached to start the session [Item 0]'],
		['malformed', 'The answer to the request to start the session could not be read [Item 0]'],
	] as const)('is not repeated when the answer is lost (%s)', async (kind, error) => {
		sandbox.failNext({ kind, path: '/v2/live', method: 'POST' });
		const result = await runLive(sandbox, await withFiles(store, speech), continueOnFail);
		expect(failureOf(result)).toMatchObject({
			error,
			details: { description: expect.stringContaining('A session may have been started') },
		});
		expect(posts()).toHaveLength(1);
	});

	it('reports why the API refuses a request', async () => {
		const { error } = await runLive(sandbox, await withFiles(store, speech), {
			parameters: { languages: ['xx'] },
		});
		expect(error?.message).toBe('Gladia did not accept the request to start the session [Item 0]');
		expect((error as { description?: string }).description).toContain('language');
	});

	it('starts no session at all when one item is invalid and the workflow will stop', async () => {
		const items = await withFiles(store, speech, Buffer.from('ID3 is how an MP3 begins'));
		const { error } = await runLive(sandbox, items);
		expect(error?.message).toBe(
			'The audio in \'Input Data Field Name\' ("data") is an MP3 file, which live transcription does not support [Item 1]',
		);
		expect(sandbox.requests).toEqual([]);
	});

	it('continues with the other items when set to', async () => {
		const items = await withFiles(store, Buffer.from('fLaC, to begin with'), speech);
		const result = await runLive(sandbox, items, continueOnFail);
		expect(result.items.map(linked)).toEqual([
			{
				json: {
					error:
						'The audio in \'Input Data Field Name\' ("data") is a FLAC file, which live transcription does not support [Item 0]',
					details: {
						description:
							'Convert it to WAV with 16-bit PCM and 16 kHz, for example with ffmpeg and the options -ar 16000 -c:a pcm_s16le. Gladia Transcribe accepts it unchanged.',
					},
				},
				pairedItem: { item: 0 },
			},
			{
				json: expect.objectContaining({ full_transcript: spoken.join(' ') }),
				pairedItem: { item: 1 },
			},
		]);
	});

	it('does not happen for half a sample', async () => {
		const half = riff(formatChunk(1), chunk('data', Buffer.of(7)));
		const items = await withFiles(store, half, speech);
		const result = await runLive(sandbox, items, continueOnFail);
		expect(result.items.map(({ json }) => json.error ?? json.full_transcript)).toEqual([
			'The audio in \'Input Data Field Name\' ("data") is empty [Item 0]',
			spoken.join(' '),
		]);
		expect(posts()).toHaveLength(1);
		const raw = [Buffer.of(1), Buffer.concat([samples, Buffer.of(1)])];
		const asRaw = await runLive(sandbox, await withFiles(store, ...raw), {
			parameters: { audioFormat: 'raw' },
			...continueOnFail,
		});
		expect(asRaw.items.map(({ json }) => json.error ?? json.full_transcript)).toEqual([
			'The audio in \'Input Data Field Name\' ("data") is empty [Item 0]',
			spoken.join(' '),
		]);
		expect(posts()).toHaveLength(2);
	});

	it('lets Gladia judge formats that an expression returns', async () => {
		const formats = [
			{ rate: 22_050, encoding: 'wav/pcm' },
			{ rate: 16_000, encoding: 'opus' },
		];
		const items = await withFiles(store, samples, Buffer.from('OggS, to begin with'));
		items.forEach((item, n) => (item.json = formats[n] ?? {}));
		const parameters = {
			audioFormat: 'raw',
			sampleRate: '={{ $json.rate }}',
			encoding: '={{ $json.encoding }}',
			limits: { maxConcurrent: 1 },
		};
		const result = await runLive(sandbox, items, { parameters, ...continueOnFail });
		const acknowledged = { messages_config: { receive_acknowledgments: true } };
		expect(posts().map(({ body }) => body)).toEqual([
			{ encoding: 'wav/pcm', bit_depth: 16, sample_rate: 22_050, channels: 1, ...acknowledged },
			{ encoding: 'opus', sample_rate: 16_000, channels: 1, ...acknowledged },
		]);
		expect(result.items.map(({ json }) => json.error)).toEqual([
			'Gladia did not accept the request to start the session [Item 0]',
			'Gladia did not accept the request to start the session [Item 1]',
		]);
	});

	it('does not happen for audio longer than a session', async () => {
		const long = riff(
			formatChunk(1, { rate: 8000, bits: 8 }),
			chunk('data', Buffer.alloc(10_801 * 8000)),
		);
		const items = await withFiles(store, long);
		const { error } = await runLive(sandbox, items);
		expect(error?.message).toBe(
			'The audio is 181 minutes long, but a live session takes at most 180 [Item 0]',
		);
		expect(sandbox.requests).toEqual([]);
		const cut = await runLive(sandbox, items, {
			parameters: { limits: { stopAfterMinutes: 0.05 } },
		});
		expect(cut.items[0]?.json.stream).toMatchObject({
			acknowledged_seconds: 3,
			reached_limit: true,
		});
	});

	it('names the field that is missing', async () => {
		const items = [{ json: { other: 1 } }, { json: {} }];
		const messages = async (parameters: INodeParameters) =>
			(await runLive(sandbox, items, { parameters, ...continueOnFail })).items.map(
				({ json }) => json.error,
			);
		expect(await messages({})).toEqual([
			'The item has no file in \'Input Data Field Name\' ("data") [Item 0]',
			'The item has no file in \'Input Data Field Name\' ("data") [Item 1]',
		]);
		const binaryPropertyNames = '={{ [] }}';
		expect(await messages({ audioSource: 'tracks', binaryPropertyNames })).toEqual([
			"The audio in 'Input Data Field Names' is missing [Item 0]",
			"The audio in 'Input Data Field Names' is missing [Item 1]",
		]);
		expect(await messages({ audioSource: 'url', audioUrl: '={{ $json.url }}' })).toEqual([
			"'Audio URL' is empty [Item 0]",
			"'Audio URL' is empty [Item 1]",
		]);
		expect(await messages({ returnAs: '={{ "nothing" }}' })).toEqual([
			"'Return' does not know the value 'nothing' [Item 0]",
			"'Return' does not know the value 'nothing' [Item 1]",
		]);
	});
});

describe('the address of a session', () => {
	it('must belong to the API, wherever it comes from', async () => {
		const items = await withFiles(store, speech, speech);
		items.forEach((item, n) => {
			item.json = { url: ['ws://192.0.2.1/v2/live?token=t', ''][n] };
		});
		const result = await runLive(sandbox, items, {
			parameters: { operation: 'stream' },
			...continueOnFail,
		});
		expect(result.items.map(({ json }) => json.error)).toEqual([
			"'Session URL' is not at the address of the API [Item 0]",
			"'Session URL' is empty [Item 1]",
		]);
		sandbox.failNext({
			kind: 'status',
			status: 201,
			path: '/v2/live',
			body: { id: 'x', created_at: 'now', url: 'wss://evil.example/v2/live?token=t' },
		});
		const started = await runLive(sandbox, await withFiles(store, speech));
		expect(started.error?.message).toBe(
			'The session URL from Gladia is not at the address of the API [Item 0]',
		);
	});
});

describe('audio from a URL', () => {
	let server: Server;
	const serve = async (listener: RequestListener) => {
		server = createServer(listener);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}/radio`;
	};
	const fromUrl = async (
		url: string,
		parameters: INodeParameters = {},
		options: Partial<NodeRun> = {},
	) =>
		await runLive(sandbox, [{ json: { url } }, { json: { url } }], {
			parameters: { audioSource: 'url', audioUrl: '={{ $json.url }}', ...parameters },
			...options,
		});
	afterEach(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});

	it('is read as it arrives, without the API key', async () => {
		const headers: unknown[] = [];
		const url = await serve(async (request, response) => {
			headers.push(request.headers['x-gladia-key']);
			response.write(riff(formatChunk(1), chunk('data', new Uint8Array(), 0xffffffff)));
			for (let at = 0; at < samples.length; at += 40_000) {
				response.write(samples.subarray(at, at + 40_000));
				await sleep(20);
			}
			response.end();
		});
		const result = await fromUrl(url);
		expect(result.error).toBeUndefined();
		expect(hashes()).toEqual([whole, whole]);
		expect(headers).toEqual([undefined, undefined]);
	});

	it('that never ends is stopped at the limit', async () => {
		const url = await serve(async (_request, response) => {
			response.on('error', () => undefined);
			while (!response.destroyed) {
				response.write(samples.subarray(0, 32_000));
				await sleep(5);
			}
		});
		const result = await fromUrl(url, { audioFormat: 'raw', limits: { stopAfterMinutes: 0.05 } });
		expect(result.items.map(({ json }) => json.stream)).toEqual(
			[0, 1].map(() => expect.objectContaining({ acknowledged_seconds: 3, reached_limit: true })),
		);
		await sleep(100);
		expect(await connectionsOf(server)).toBe(0);
	});

	it('that stalls at the limit is not waited for', async () => {
		const url = await serve((_request, response) => {
			response.on('error', () => undefined);
			response.write(samples.subarray(0, 96_000));
		});
		const began = Date.now();
		const result = await fromUrl(url, { audioFormat: 'raw', limits: { stopAfterMinutes: 0.05 } });
		expect(result.items.map(({ json }) => json.stream)).toEqual(
			[0, 1].map(() => expect.objectContaining({ acknowledged_seconds: 3, reached_limit: true })),
		);
		expect(Date.now() - began).toBeLessThan(10_000);
		await sleep(100);
		expect(await connectionsOf(server)).toBe(0);
	});

	it('that breaks off or dries up keeps what was transcribed', async () => {
		const half = samples.subarray(0, 300_000);
		const url = await serve(async (request, response) => {
			response.write(wav(new Uint8Array()).subarray(0, 40));
			response.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
			response.write(half);
			await sleep(300);
			if (request.url?.endsWith('break') === true) response.destroy();
		});
		const failed = async (path: string) => {
			const result = await fromUrl(url + path, { limits: { sourceTimeout: 1 } }, continueOnFail);
			expect(result.items.map(({ json }) => json.error)).toEqual([
				'The audio broke off [Item 0]',
				'The audio broke off [Item 1]',
			]);
			return failureOf(result).details;
		};
		const taken = {
			acknowledged_bytes: half.length,
			transcribed: expect.objectContaining({
				full_transcript: expect.stringMatching(`^${spoken.slice(0, 2).join(' ')}`),
			}),
		};
		expect(await failed('/break')).toMatchObject(taken);
		const dried = await failed('/dry');
		expect(dried).toMatchObject(taken);
		expect(dried.description).toMatch(/^No audio arrived for 1 seconds\. /);
	});

	it('that cannot be read is reported before a session is started', async () => {
		const url = await serve((_request, response) => response.writeHead(404).end('no'));
		const missing = await fromUrl(url, {}, continueOnFail);
		expect(missing.items.map(({ json }) => json)).toEqual(
			[0, 1].map((item) => ({
				error: `The audio in 'Audio URL' could not be read [Item ${item}]`,
				details: {
					description:
						'Its server answered with status 404. Check the address, and whether it needs a login',
				},
			})),
		);
		const refused = await fromUrl('http://127.0.0.1:1/radio', {}, continueOnFail);
		expect(failureOf(refused).details.description).toBe(
			'The server refused the connection (ECONNREFUSED). Check the address',
		);
		expect(sandbox.requests).toEqual([]);
	});

	it('that is a web page is not streamed', async () => {
		const url = await serve((_request, response) => response.end('<!DOCTYPE html><p>Radio'));
		const { error } = await fromUrl(url);
		expect(error?.message).toMatch(
			/^The audio in 'Audio URL' is a web page, not audio \[Item \d\]$/,
		);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('an execution that is cancelled', () => {
	it('stops the sessions and closes everything', async () => {
		const running = async () => {
			while (sandbox.liveSessions().filter(({ acceptedBytes }) => acceptedBytes > 0).length < 2) {
				await sleep(20);
			}
		};
		const result = await runLive(sandbox, await withFiles(store, speech, speech), {
			parameters: { pace: 'realTime' },
			cancelWhen: running(),
		});
		expect(result.status).toBe('canceled');
		while (sandbox.liveSessions().some(({ stopReceived }) => !stopReceived)) await sleep(20);
		const connections = () => sandbox.liveSessions().flatMap(({ connections }) => connections);
		while (connections().some(({ closedAt }) => closedAt === undefined)) await sleep(20);
		expect(connections()).toHaveLength(2);
	});
});

describe('an execution that is cancelled while the connection is down', () => {
	it('stops the session as soon as there is a connection again', async () => {
		sandbox.failLiveNext({ kind: 'drop-after-bytes', bytes: 64_000 });
		sandbox.failLiveNext({ kind: 'refuse', times: 3 });
		const [session] = [() => sandbox.liveSessions()[0]];
		const isDown = async () => {
			while (session()?.connections[0]?.closedAt === undefined) await sleep(5);
		};
		const result = await runLive(sandbox, await withFiles(store, speech), {
			parameters: { pace: 'multiple', speed: 4 },
			cancelWhen: isDown(),
		});
		expect(result.status).toBe('canceled');
		const cancelledAt = Date.now();
		while (session()?.stopReceived !== true) {
			expect(Date.now() - cancelledAt).toBeLessThan(5_000);
			await sleep(20);
		}
	});
});

describe('n8n on a Node without WebSocket', () => {
	afterEach(usePlatformSocket);

	it('names the version that is needed', async () => {
		Object.assign(globalThis, { WebSocket: undefined });
		const items = await withFiles(store, speech, speech);
		const result = await runLive(sandbox, items, continueOnFail);
		expect(result.items.map(({ json }) => json.error)).toEqual([
			'Gladia Live needs Node.js 22 or newer [Item 0]',
			'Gladia Live needs Node.js 22 or newer [Item 1]',
		]);
		const started = await runLive(sandbox, items, { parameters: { operation: 'start' } });
		expect(started.items).toHaveLength(2);
	});
});

async function connectionsOf(server: Server): Promise<number> {
	return await new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
}
