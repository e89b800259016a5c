import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { runForm, sentBodies } from './startedRequest';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ jobSeconds: 0.01 });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

/** The bodies of two items with the same form, which the sandbox has found valid. */
async function bodiesOf(
	parameters: INodeParameters,
	values: unknown[] = [0, 0],
	typeVersion = 1.1,
) {
	const { error } = await runForm(sandbox, parameters, values, { typeVersion });
	expect(error).toBeUndefined();
	expect(sandbox.requests.map(({ status }) => status)).toEqual(values.map(() => 201));
	return sentBodies(sandbox);
}

/** Recording type → the whole body besides the audio. */
const bodies: Record<string, IDataObject> = {
	call: {
		diarization: true,
		diarization_config: { number_of_speakers: 2 },
		summarization: true,
	},
	custom: {},
	interview: {
		diarization: true,
		diarization_config: { min_speakers: 2, max_speakers: 4 },
		sentences: true,
	},
	meeting: {
		diarization: true,
		diarization_config: { min_speakers: 2, max_speakers: 10 },
		summarization: true,
		summarization_config: { type: 'bullet_points' },
		named_entity_recognition: true,
		sentences: true,
	},
	multilingual: { language_config: { languages: ['en', 'fr', 'de'], code_switching: true } },
	subtitles: {
		subtitles: true,
		subtitles_config: {
			formats: ['srt', 'vtt'],
			maximum_characters_per_row: 42,
			maximum_rows_per_caption: 2,
			style: 'compliance',
		},
	},
	voiceMessage: {},
};
const needed = { multilingual: { languages: ['en', 'fr', 'de'] } };
const rows = Object.entries(bodies).map(([type, body]) => {
	const { [type]: form = {} }: Record<string, INodeParameters> = needed;
	return [type, form, body] as const;
});

it.each(rows)('%s sends what Gladia recommends', async (recordingType, form, body) => {
	expect(await bodiesOf({ ...form, recordingType })).toEqual([body, body]);
});

it.each(rows)('%s sends the same as an expression', async (type, form, body) => {
	const recordingType = '={{ $json.value }}';
	expect(await bodiesOf({ ...form, recordingType }, [type, type])).toEqual([body, body]);
});

it('differs by item with an expression, and in version 1 of the node too', async () => {
	const form = { recordingType: '={{ $json.value }}', languages: ['en', 'fr', 'de'] };
	const languages = { language_config: { languages: ['en', 'fr', 'de'] } };
	const expected = [{ ...bodies.meeting, ...languages }, bodies.multilingual, languages];
	const types = ['meeting', 'multilingual', 'voiceMessage'];
	expect(await bodiesOf(form, types)).toEqual(expected);
	sandbox.reset();
	expect(await bodiesOf(form, types, 1)).toEqual(expected);
});

it('is understood in the words of an agent', async () => {
	const form = { recordingType: '={{ $json.value }}' };
	expect(await bodiesOf(form, ['Voice Message', 'CALL', 'voice_message'])).toEqual([
		bodies.voiceMessage,
		bodies.call,
		bodies.voiceMessage,
	]);
});

/** Recording type, what the user sets as well, and the whole body. */
const overrides: Array<[what: string, type: string, form: INodeParameters, body: IDataObject]> = [
	[
		'another number of speakers',
		'meeting',
		{ diarizationOptions: { numberOfSpeakers: 12 } },
		{ ...bodies.meeting, diarization_config: { number_of_speakers: 12 } },
	],
	[
		'a range of speakers instead of their number',
		'call',
		{ diarizationOptions: { minSpeakers: 2, maxSpeakers: 5 } },
		{ ...bodies.call, diarization_config: { min_speakers: 2, max_speakers: 5 } },
	],
	[
		'another kind of summary',
		'meeting',
		{ summarizationOptions: { summaryType: 'concise' } },
		{ ...bodies.meeting, summarization_config: { type: 'concise' } },
	],
	[
		'no sentences',
		'interview',
		{ transcriptionOptions: { sentences: false } },
		{ ...bodies.interview, sentences: false },
	],
	[
		'no code switching',
		'multilingual',
		{ languages: ['en', 'fr'], transcriptionOptions: { codeSwitching: false } },
		{ language_config: { languages: ['en', 'fr'], code_switching: false } },
	],
	[
		'other subtitles',
		'subtitles',
		{ subtitleOptions: { formats: ['vtt'], maximumCharactersPerRow: 37 } },
		{
			subtitles: true,
			subtitles_config: {
				formats: ['vtt'],
				maximum_characters_per_row: 37,
				maximum_rows_per_caption: 2,
				style: 'compliance',
			},
		},
	],
	[
		'fields as JSON',
		'call',
		{
			transcriptionOptions: {
				additionalFields:
					'{ "diarization_config": { "number_of_speakers": 3 }, "summarization": false }',
			},
		},
		{
			diarization: true,
			diarization_config: { number_of_speakers: 3 },
			summarization: false,
		},
	],
	[
		'further add-ons',
		'voiceMessage',
		{ summarization: true, moreAddOns: true, sentimentAnalysis: true },
		{ summarization: true, sentiment_analysis: true },
	],
];

describe.each(overrides)('the user who sets %s', (_what, type, form, body) => {
	it('wins over the recording type', async () => {
		expect(await bodiesOf({ ...form, recordingType: type })).toEqual([body, body]);
	});

	it('wins over one from an expression', async () => {
		const recordingType = '={{ $json.value }}';
		expect(await bodiesOf({ ...form, recordingType }, [type, type])).toEqual([body, body]);
	});
});

it('leaves out what an earlier choice has left behind', async () => {
	const form = {
		diarization: true,
		diarizationOptions: { numberOfSpeakers: 3 },
		namedEntityRecognition: true,
		recordingType: 'voiceMessage',
	};
	expect(await bodiesOf({ ...form, diarization: false })).toEqual([{}, {}]);
});

it('stops before anything is sent when one item has an unknown type', async () => {
	const form = { recordingType: '={{ $json.value }}' };
	const { error, items } = await runForm(sandbox, form, ['meeting', 'concert', 'call']);
	expect(error?.message).toBe("'Recording Type' does not know the value 'concert' [Item 1]");
	expect(items).toEqual([]);
	expect(sandbox.requests).toEqual([]);
});

it('fails for the item with the unknown type alone when the workflow continues', async () => {
	const form = { recordingType: '={{ $json.value }}' };
	const values = ['voiceMessage', 'concert', 'call'];
	const options = { onError: 'continueRegularOutput' } as const;
	const { items } = await runForm(sandbox, form, values, options);
	expect(items.map(({ json, pairedItem }) => [json.error ?? 'started', pairedItem])).toEqual([
		['started', { item: 0 }],
		["'Recording Type' does not know the value 'concert' [Item 1]", { item: 1 }],
		['started', { item: 2 }],
	]);
	expect(sentBodies(sandbox)).toEqual([bodies.voiceMessage, bodies.call]);
});

describe('questions', () => {
	const questions = {
		question: [
			{ name: 'who', prompt: ' Who spoke? ' },
			{ name: 'tasks', prompt: '={{ $json.value }}', parseAsJson: true },
			{ name: '', prompt: ' ' },
		],
	};

	it('send their prompts, and their names stay here', async () => {
		expect(
			await bodiesOf({ audioToLlm: true, questions }, ['List the tasks', 'What is to do?']),
		).toEqual([
			{ audio_to_llm: true, audio_to_llm_config: { prompts: ['Who spoke?', 'List the tasks'] } },
			{ audio_to_llm: true, audio_to_llm_config: { prompts: ['Who spoke?', 'What is to do?'] } },
		]);
	});

	it('stand before prompts without names, of which an expression can give a list', async () => {
		const form = {
			audioToLlm: true,
			questions: { question: [{ name: 'who', prompt: 'Who?' }] },
			audioToLlmOptions: { morePrompts: ['={{ $json.value }}'], model: 'a/b' },
		};
		expect(await bodiesOf(form, [['When?', 'Where?'], 'Why?'])).toEqual([
			{
				audio_to_llm: true,
				audio_to_llm_config: { prompts: ['Who?', 'When?', 'Where?'], model: 'a/b' },
			},
			{ audio_to_llm: true, audio_to_llm_config: { prompts: ['Who?', 'Why?'], model: 'a/b' } },
		]);
	});

	it('are joined by the prompts of a workflow from version 1', async () => {
		const form = { audioToLlm: true, questions, prompts: ['Earlier?'] };
		const prompts = ['Who spoke?', 'Later?', 'Earlier?'];
		const body = { audio_to_llm: true, audio_to_llm_config: { prompts } };
		expect(await bodiesOf(form, ['Later?', 'Later?'], 1)).toEqual([body, body]);
	});
});
