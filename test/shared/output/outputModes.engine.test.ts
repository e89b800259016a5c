import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import type { TranscriptionJob } from '../../../nodes/shared/api/types';
import { itemKinds } from '../../../nodes/shared/output/itemKinds';
import { resultParts } from '../../../nodes/shared/output/modes/selectedParts';
import { outputProperties, shapeJob } from '../../../nodes/shared/output/output';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { runNode, useBinaryStore } from '../../support/engine';
import { fullResponse, simplify } from './chosen';

/** The smallest node with an output choice: gets a job and shapes it. */
class ResultNode implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Result',
		name: 'result',
		group: ['input'],
		version: 1,
		description: 'Gets a transcription',
		defaults: { name: 'Result' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'gladiaApi', required: true }],
		requestDefaults: { baseURL: '={{$credentials.baseUrl}}' },
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				default: 'get',
				options: [
					{
						name: 'Get',
						value: 'get',
						routing: {
							request: { method: 'GET', url: '=/v2/pre-recorded/{{ $json.id }}' },
							send: { paginate: true },
							operations: { pagination: getAndShape },
						},
					},
				],
			},
			...outputProperties({ operation: ['get'] }),
		],
	};
}

async function getAndShape(
	this: IExecutePaginationFunctions,
	request: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	const [answer] = await this.makeRoutingRequest(request);
	return await shapeJob(this, answer?.json as unknown as TranscriptionJob);
}

const everything = {
	diarization: true,
	translation: true,
	translation_config: { target_languages: ['fr', 'es'] },
	subtitles: true,
	subtitles_config: { formats: ['srt'] },
	summarization: true,
	named_entity_recognition: true,
	sentiment_analysis: true,
	sentences: true,
	punctuation_enhanced: true,
	audio_to_llm: true,
	audio_to_llm_config: { prompts: ['What is it about?', 'Who speaks?'] },
	pii_redaction: true,
	chapterization: true,
	structured_data_extraction: true,
	structured_data_extraction_config: { classes: ['Persons'] },
	moderation: true,
	name_consistency: true,
	display_mode: true,
	custom_metadata: { order: 7 },
};

let sandbox: Sandbox;
let whole: TranscriptionJob;
let partly: TranscriptionJob;

async function call(path: string, init: RequestInit = {}): Promise<Record<string, string>> {
	const headers = { ...init.headers, 'x-gladia-key': 'sandbox-key' };
	const response = await fetch(`${sandbox.url}${path}`, { ...init, headers });
	if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
	return (await response.json()) as Record<string, string>;
}

/** Has the sandbox transcribe the bundled speech, and gives the finished job. */
async function transcribe(audio_url: string): Promise<TranscriptionJob> {
	const { id } = await call('/v2/pre-recorded', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ audio_url, ...everything }),
	});
	for (;;) {
		const job = await call(`/v2/pre-recorded/${id}`);
		if (job.status === 'done') return job as unknown as TranscriptionJob;
		await pause(50);
	}
}

beforeAll(async () => {
	sandbox = await startSandbox({ jobSeconds: 0.1 });
	await useBinaryStore();
	const form = new FormData();
	form.set('audio', new Blob([await readFile('sandbox/speech/sample.wav')]), 'Team call.wav');
	const { audio_url } = await call('/v2/upload', { method: 'POST', body: form });
	whole = await transcribe(String(audio_url));
	sandbox.failNext({ kind: 'addon-error', addOn: 'named_entity_recognition', errorCode: 503 });
	partly = await transcribe(String(audio_url));
});
afterAll(async () => await sandbox.close());

async function shaped(parameters: INodeParameters) {
	const { items, error } = await runNode({
		node: new ResultNode(),
		items: [whole, partly].map(({ id }, item) => ({ json: { id, title: `Call ${item}` } })),
		parameters: { operation: 'get', ...parameters },
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	});
	expect(error).toBeUndefined();
	const of = (item: number) =>
		items.filter(({ pairedItem }) => JSON.stringify(pairedItem) === JSON.stringify({ item }));
	expect(items).toEqual([...of(0), ...of(1)]);
	return { items, whole: of(0), partly: of(1) };
}

const failure = {
	add_on: 'named_entity_recognition',
	message: expect.stringContaining('named_entity_recognition') as string,
};

describe("the output choice on the sandbox's results", () => {
	it('simplified is the default', async () => {
		const { items } = await shaped({});
		expect(items.map(({ json, pairedItem }) => ({ json, pairedItem }))).toEqual([
			{ json: simplify(whole), pairedItem: { item: 0 } },
			{ json: simplify(partly), pairedItem: { item: 1 } },
		]);
		// Subtitles were asked for, so they come as files.
		for (const { binary } of items) {
			expect(Object.values(binary ?? {}).map(({ fileName }) => fileName)).toEqual([
				...['Team call.srt', 'Team call.fr.srt', 'Team call.es.srt'],
			]);
		}
		expect(items[0]?.json).toMatchObject({
			dialogue: expect.stringMatching(/^Speaker 1: Your call is now first/) as string,
			translations: { fr: expect.stringMatching(/^Votre appel/) as string },
			translated_dialogues: { es: expect.stringMatching(/^Speaker 1: Su llamada/) as string },
			answers: { answer_1: expect.any(String) as string, answer_2: expect.any(String) as string },
			sentiment: { score: expect.any(Number) as number, by_speaker: { 'Speaker 2': {} } },
			entities: {},
			filename: 'Team call.wav',
			custom_metadata: { order: 7 },
			failed_add_ons: [],
			summary: expect.stringMatching(/\w/) as string,
		});
		expect(items[1]?.json).toMatchObject({ entities: null, failed_add_ons: [failure] });
	});

	it('names answers, and takes fields of the input along', async () => {
		const question = [
			{ name: 'speakers?', prompt: 'Who speaks?' },
			{ name: 'topic', prompt: 'What is it about?', parseAsJson: true },
		];
		const options = {
			questionNames: { question },
			includeInputFields: 'title, customer.name, id',
			speakerNamesJson: '={{ { "1": $json.title } }}',
		};
		const { items } = await shaped({ output: 'simplified', outputOptions: options });
		items.forEach(({ json }, item) => {
			const job = [whole, partly][item];
			const title = `Call ${item}`;
			expect(json).toMatchObject({
				answers: {
					topic: expect.stringMatching(/sandbox's answer/) as string,
					'speakers?': expect.stringMatching(/sandbox's answer/) as string,
				},
				answers_not_json: ['topic'],
				speakers: [{ label: title, speaker: 0 }, { label: 'Speaker 2' }],
				id: job?.id,
				title,
				customer: { name: null },
				input_id: job?.id,
			});
		});
		const { items: rows } = await shaped({
			output: 'items',
			itemType: 'promptAnswer',
			outputOptions: options,
		});
		expect(rows.map(({ json }) => [json.name, json.title])).toEqual([
			['topic', 'Call 0'],
			['speakers?', 'Call 0'],
			['topic', 'Call 1'],
			['speakers?', 'Call 1'],
		]);
		// A row has no field `id` of its own.
		expect(rows.map(({ json }) => json.id)).toEqual(rows.map(({ json }) => json.transcription_id));
	});

	it.each([
		[{ question: [{ name: '', prompt: 'Who?' }] }, 'The name of question 1'],
		[{ question: [{ name: 'a' }, { name: 'a' }] }, 'Two questions'],
	])('refuses questions whose names cannot be fields: %j', async (questionNames, message) => {
		const { error } = await runNode({
			node: new ResultNode(),
			items: [{ json: { id: whole.id } }, { json: { id: partly.id } }],
			parameters: { operation: 'get', outputOptions: { questionNames } },
			credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		});
		expect(error?.message).toContain(`${message}`);
	});

	it('full is the document', async () => {
		const { items } = await shaped({ output: 'full' });
		expect(items.map(({ json }) => json)).toEqual([fullResponse(whole), fullResponse(partly)]);
	});

	it('all selected parts are filled if every add-on was on', async () => {
		const live = ['messages', 'post_session_metadata'];
		// The sandbox has these only on failure, or not at all.
		const absent = ['error_code', 'diarization', 'custom_spelling', 'speaker_reidentification'];
		const { whole: items } = await shaped({ output: 'selected', parts: Object.keys(resultParts) });
		const json = items[0]?.json ?? {};
		expect(Object.keys(json)).toEqual(Object.keys(resultParts));
		const empty = Object.keys(json).filter((name) => json[name] === null);
		expect(empty.filter((name) => ![...live, ...absent].includes(name))).toEqual([]);
		expect(json).toMatchObject({
			id: whole.id,
			subtitles: [{ format: 'srt', subtitles: expect.stringMatching(/^1\n/) as string }],
			sentiment_analysis: expect.arrayContaining([
				expect.objectContaining({ sentiment: expect.any(String) as string }),
			]) as unknown,
		});
	});

	it.each(Object.keys(itemKinds))('items: one per %s, linked to their job', async (itemType) => {
		const { whole: items, partly: others } = await shaped({ output: 'items', itemType });
		// The speech names no person or place.
		if (itemType !== 'namedEntity') expect(items.length).toBeGreaterThan(0);
		items.forEach(({ json }, index) => {
			expect(json).toMatchObject({ transcription_id: whole.id, index });
			expect(json).not.toHaveProperty('failed_add_ons');
		});
		expect(others.length).toBeGreaterThan(0);
		for (const { json } of others) {
			expect(json).toMatchObject({ transcription_id: partly.id, failed_add_ons: [failure] });
		}
	});

	it('sentences all find their times', async () => {
		const { whole: items } = await shaped({ output: 'items', itemType: 'sentence' });
		const starts = items.map(({ json }) => json.start);
		expect(starts).not.toContain(null);
		expect(starts).toEqual(starts.toSorted((left, right) => Number(left) - Number(right)));
	});

	it('search finds a phrase at the times of its words', async () => {
		const { whole: items, partly: others } = await shaped({
			output: 'search',
			searchTerms: ['first in LINE', 'never said by anyone'],
			searchOptions: { wordsBefore: 2, wordsAfter: 1 },
		});
		const words = whole.result?.transcription?.utterances[0]?.words ?? [];
		const start = words.find(({ word }) => word.trim() === 'first')?.start;
		const end = words.find(({ word }) => word.trim() === 'line')?.end;
		const hit = {
			index: 0,
			filename: 'Team call.wav',
			speaker_label: 'Speaker 1',
			start_time: '00:00:01',
			end_time: '00:00:02',
			term: 'first in LINE',
			match: 'first in line',
			start,
			end,
			speaker: 0,
			channel: 0,
			language: 'en',
			utterance_index: 0,
			text: 'is now first in line and',
		};
		expect(items[0]?.json).toEqual({ transcription_id: whole.id, ...hit });
		expect(others[0]?.json).toEqual({
			transcription_id: partly.id,
			...hit,
			failed_add_ons: [failure],
		});
	});

	it('dialogue names the speakers', async () => {
		const { items } = await shaped({
			output: 'dialogue',
			dialogueOptions: {
				timestamps: 'clock',
				speakerNames: { speaker: [{ number: 1, name: 'Operator' }] },
			},
		});
		expect(items[0]?.json).toMatchObject({
			id: whole.id,
			dialogue: expect.stringMatching(/^\[00:00:00\] Operator: Your call is now first/) as string,
			speakers: [{ label: 'Operator', speaker: 0, channel: 0 }, ...rest(items[0]?.json.speakers)],
		});
		expect(items[1]?.json).toHaveProperty('failed_add_ons', [failure]);
	});

	it('files carry names, types and contents', async () => {
		const { items } = await shaped({
			output: 'files',
			fileFormats: ['srt', 'vtt', 'txt', 'json'],
			includeTranslations: true,
		});
		expect(items.map(({ json }) => json)).toEqual([simplify(whole), simplify(partly)]);
		const binary = items[0]?.binary ?? {};
		const files = Object.entries(binary).map(([field, file]) => [
			field,
			file.fileName,
			file.mimeType,
		]);
		expect(files).toEqual([
			['srt', 'Team call.srt', 'text/plain'],
			['srt_fr', 'Team call.fr.srt', 'text/plain'],
			['srt_es', 'Team call.es.srt', 'text/plain'],
			['vtt', 'Team call.vtt', 'text/vtt'],
			['vtt_fr', 'Team call.fr.vtt', 'text/vtt'],
			['vtt_es', 'Team call.es.vtt', 'text/vtt'],
			['txt', 'Team call.txt', 'text/plain'],
			['txt_fr', 'Team call.fr.txt', 'text/plain'],
			['txt_es', 'Team call.es.txt', 'text/plain'],
			['json', 'Team call.json', 'application/json'],
		]);
	});

	it('statistics add up, and each speaker has an item', async () => {
		const { whole: items } = await shaped({ output: 'statistics' });
		const { audio_duration, speech_time, silence_time, words, speaker_statistics } =
			items[0]?.json ?? {};
		expect(Number(speech_time) + Number(silence_time)).toBeCloseTo(Number(audio_duration), 1);
		const speakers = await shaped({ output: 'statistics', statisticsPer: 'speaker' });
		expect(speakers.whole.length).toBeGreaterThan(1);
		expect(speakers.whole.map(({ json }) => json)).toMatchObject(speaker_statistics as object[]);
		const wordsOf = (rows: INodeExecutionData[]) =>
			rows.reduce((sum, { json }) => sum + Number(json.words), 0);
		expect(wordsOf(speakers.whole)).toBe(words);
		expect(speakers.partly[0]?.json).toMatchObject({
			transcription_id: partly.id,
			failed_add_ons: [failure],
		});
	});

	it('chunks hold the whole dialogue, none longer than asked for', async () => {
		const parameters = { chunkSize: 'custom', maxCharacters: 120, chunkOverlap: 0 };
		const { whole: items } = await shaped({ output: 'items', itemType: 'chunk', ...parameters });
		const texts = items.map(({ json }) => String(json.text));
		expect(texts.length).toBeGreaterThan(2);
		expect(texts.filter((text) => text.length > 120)).toEqual([]);
		const { whole: dialogues } = await shaped({
			output: 'dialogue',
			dialogueOptions: { paragraphPause: 1e6 },
		});
		const plain = (text: unknown) => String(text).replace(/Speaker \d+: |\s/g, '');
		expect(plain(texts.join(''))).toBe(plain(dialogues[0]?.json.dialogue));
	});

	it('reports come as fields and as files', async () => {
		const { items } = await shaped({
			output: 'report',
			attachFiles: ['html', 'md'],
			reportOptions: { reportTitle: 'Call of today' },
		});
		for (const { json, binary } of items) {
			expect(json.report_html).toMatch(/^<!DOCTYPE html>[^]*<h1 dir="auto">Call of today<\/h1>/);
			expect(json.report_markdown).toMatch(/^# Call of today\n/);
			expect(
				Object.values(binary ?? {}).map(({ fileName, mimeType }) => [fileName, mimeType]),
			).toEqual([
				['Team call.html', 'text/html'],
				['Team call.md', 'text/markdown'],
				// The subtitles that the request asked for.
				['Team call.srt', 'text/plain'],
				['Team call.fr.srt', 'text/plain'],
				['Team call.es.srt', 'text/plain'],
			]);
		}
		expect(items[1]?.json.report_markdown).toContain('## Not Available');
	});

	it('says which parameter is wrong', async () => {
		const { error } = await runNode({
			node: new ResultNode(),
			items: [{ json: { id: whole.id } }, { json: { id: partly.id } }],
			parameters: { operation: 'get', output: 'search', searchTerms: [] },
			credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		});
		expect(error?.message).toContain("'Search Terms' is empty");
	});
});

function rest(speakers: unknown): unknown[] {
	return Array.isArray(speakers) ? speakers.slice(1) : [];
}
