import type { TranscriptionJob } from '../../../nodes/shared/api/types';
import { shapeResult } from '../../../nodes/shared/output/shape';
import { chosen, simplify } from './chosen';
import { queued, silence } from './documents';

/** A silent job with other sections and settings. */
const job = (result: object, request_params: object = {}): TranscriptionJob =>
	({
		...silence,
		request_params,
		result: { ...silence.result, ...result },
	}) as unknown as TranscriptionJob;

const section = (results: unknown) => ({ success: true, is_empty: false, error: null, results });
const failed = { success: false, is_empty: true, error: { message: 'Down' }, results: null };

/** Switches of all add-ons that Simplified shows, with the fields of each. */
const fieldsOf: Record<string, string[]> = {
	diarization: ['dialogue', 'speakers'],
	translation: ['translations'],
	audio_to_llm: ['answers'],
	sentiment_analysis: ['sentiment'],
	named_entity_recognition: ['entities'],
	chapterization: ['chapters'],
	sentences: ['sentences'],
	structured_data_extraction: ['structured_data'],
	moderation: ['moderation'],
};
const switches = Object.keys(fieldsOf);
const allOn = Object.fromEntries(switches.map((name) => [name, true]));
const base = Object.keys(simplify(silence));

const added = (one: TranscriptionJob) =>
	Object.fromEntries(Object.entries(simplify(one)).filter(([name]) => !base.includes(name)));

describe('the fields of add-ons', () => {
	it.each(switches)('are there when %s is on, in a request or by its result', (name) => {
		expect(Object.keys(added(job({}, { [name]: true })))).toEqual(fieldsOf[name]);
		expect(Object.keys(added(job({}, { realtime_processing: { [name]: true } })))).toEqual(
			fieldsOf[name],
		);
		expect(added(job({}, { [name]: false }))).toEqual({});
		if (name !== 'diarization') {
			expect(Object.keys(added(job({ [name]: section(null) })))).toEqual(fieldsOf[name]);
		}
	});

	it('are empty when nothing was found', () => {
		const nothing = Object.fromEntries(switches.map((name) => [name, section([])]));
		expect(added(job({ ...nothing, diarization: undefined }, { diarization: true }))).toEqual({
			dialogue: '',
			speakers: [],
			translations: {},
			answers: {},
			sentiment: { score: null, positive: 0, neutral: 0, negative: 0, by_speaker: {} },
			entities: {},
			chapters: [],
			sentences: [],
			structured_data: [],
			moderation: [],
		});
	});

	const nulls = Object.fromEntries(
		Object.values(fieldsOf)
			.flat()
			.map((name) => [name, null]),
	);

	it('are null when the add-on has failed, and while the job is not done', () => {
		const sections = Object.fromEntries(switches.map((name) => [name, failed]));
		expect(added(job(sections, allOn))).toEqual(nulls);
		const waiting = { ...queued, request_params: allOn } as unknown as TranscriptionJob;
		expect(added(waiting)).toEqual(nulls);
	});

	it('list entities by type, each once', () => {
		const results = [
			{ entity_type: 'NAME', text: 'Ann' },
			{ entity_type: 'CITY', text: 'Rome' },
			{ entity_type: 'NAME', text: ' Ann ' },
			{ entity_type: 'NAME', text: 'Bob' },
			{ text: 'Acme' },
			{ entity_type: 'NAME', text: '' },
		];
		expect(added(job({ named_entity_recognition: section(results) }))).toEqual({
			entities: { NAME: ['Ann', 'Bob'], CITY: ['Rome'], OTHER: ['Acme'] },
		});
	});

	it('average sentiments over all, and by the name of the speaker', () => {
		const utterances = [
			{ start: 0, end: 2, speaker: 0, channel: 0, text: 'Good.' },
			{ start: 2, end: 4, speaker: 1, channel: 0, text: 'Bad. Good.' },
		];
		const passages = [
			{ sentiment: 'positive', start: 0, end: 2, channel: 0 },
			{ sentiment: 'negative', start: 2, end: 3, channel: 0 },
			{ sentiment: 'positive', start: 3, end: 4, channel: 0 },
			{ sentiment: 'neutral', start: 3.5, end: 4, channel: 0 },
		];
		const spoken = job({
			transcription: { full_transcript: 'Good. Bad. Good.', languages: ['en'], utterances },
			sentiment_analysis: section(JSON.stringify(passages)),
		});
		const speakerNamesJson = { 1: 'Ann', 2: 'Bob' };
		const [item] = shapeResult(spoken, chosen({ outputOptions: { speakerNamesJson } }));
		expect(item?.json).toMatchObject({
			dialogue: 'Ann: Good.\nBob: Bad. Good.',
			sentiment: {
				...{ score: 0.25, positive: 0.5, neutral: 0.25, negative: 0.25 },
				by_speaker: {
					Ann: { score: 1, positive: 1, neutral: 0, negative: 0 },
					Bob: { score: 0, positive: 0.33, neutral: 0.33, negative: 0.33 },
				},
			},
		});
	});

	it('name every translation, also two into one language', () => {
		const results = ['Salut', 'Bonjour'].map((text) => ({
			languages: ['fr'],
			full_transcript: ` ${text}`,
			utterances: [{ text }],
		}));
		expect(added(job({ translation: section(results) }))).toEqual({
			translations: { fr: 'Salut', fr_2: 'Bonjour' },
		});
	});

	it('read structured data that is written as a text', () => {
		const structured_data_extraction = section('{"person": ["Ann"]}');
		expect(added(job({ structured_data_extraction }))).toEqual({
			structured_data: { person: ['Ann'] },
		});
	});

	it('are dialogue and speakers by channel where diarization has failed', () => {
		const utterances = [
			{ start: 0, channel: 0, text: 'Hello' },
			{ start: 1, channel: 1, text: 'Hi' },
		];
		const transcription = { full_transcript: 'Hello Hi', languages: [], utterances };
		const call = job({ transcription, diarization: failed }, { diarization: true });
		expect(simplify(call)).toMatchObject({
			dialogue: 'Channel 1: Hello\nChannel 2: Hi',
			speaker_count: 2,
			failed_add_ons: [{ add_on: 'diarization', message: 'Down' }],
		});
	});
});

describe('subtitles that were asked for', () => {
	const fileNames = (one: TranscriptionJob) =>
		shapeResult(one, chosen())[0]?.files?.map(({ fileName }) => fileName);

	it('come as files, in the formats of the result or of the request', () => {
		const given = { subtitles: [{ format: 'vtt', subtitles: '' }] };
		const transcription = { ...silence.result?.transcription, ...given };
		expect(fileNames(job({ transcription }))).toEqual(['silent-id.vtt']);
		const formats = ['srt', 'vtt', 'doc'];
		expect(fileNames(job({}, { subtitles: true, subtitles_config: { formats } }))).toEqual([
			'silent-id.srt',
			'silent-id.vtt',
		]);
		expect(fileNames(job({}, { subtitles: true }))).toEqual(['silent-id.srt']);
	});

	it('do not come unasked, or before the job is done', () => {
		const subtitles_config = { formats: ['srt'] };
		expect(fileNames(job({}, { subtitles: false, subtitles_config }))).toBeUndefined();
		const waiting = { ...queued, request_params: { subtitles: true } };
		expect(fileNames(waiting as unknown as TranscriptionJob)).toBeUndefined();
	});
});
