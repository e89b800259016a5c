import type { IDataObject } from 'n8n-workflow';
import { compareRequest, isSameJson } from '../../../nodes/GladiaTranscribe/operations/sameRequest';

const audio_url = 'https://example.com/call.mp3';
const FILE = 'https://api.gladia.io/file/6c09400e-23d2-4bd2-be55-96a5ececfa3b';
const OTHER_FILE = '00000000-23d2-4bd2-be55-96a5ececfa3b';

/** Compares a request for `audio_url` with a job whose document has these parameters. */
const compare = (sent: IDataObject, params: IDataObject, job: IDataObject = {}) =>
	compareRequest(
		{ request_params: { audio_url, ...params }, ...job },
		{ audio_url, ...sent },
		false,
	);

describe('the settings of a job', () => {
	it.each<[string, IDataObject, IDataObject]>([
		['nothing but the audio', {}, {}],
		['keys in another order', { diarization: true, model: 'm' }, { model: 'm', diarization: true }],
		['nulls', {}, { diarization_config: null, context_prompt: null }],
		['a default of Gladia', {}, { translation_config: { model: 'base', target_languages: [] } }],
		['a default that was sent and left out', { model: 'solaria-1' }, {}],
		[
			'settings that are switched off',
			{},
			{ subtitles: false, subtitles_config: { style: 'other' } },
		],
	])('are the same with %s', (_, sent, params) => {
		expect(compare(sent, params)).toBe('same');
	});

	it.each<[string, IDataObject, IDataObject]>([
		['another value', { diarization: true }, { diarization: false }],
		['another value inside', { a: { b: 1 } }, { a: { b: 2 } }],
		['a switch that was not sent', {}, { diarization: true }],
		[
			'a known setting that is not its default',
			{},
			{ translation: true, translation_config: { model: 'enhanced' } },
		],
		[
			'another word of a dictionary',
			{ spelling_dictionary: { Gladia: ['gladia'] } },
			{ spelling_dictionary: { Gladia: ['gladia'], SQL: ['sequel'] } },
		],
	])('are those of another with %s', (_, sent, params) => {
		expect(compare(sent, params)).toBe('other');
	});

	it.each<[string, IDataObject, IDataObject]>([
		['a setting that the document omits', { diarization: true }, {}],
		['an unknown setting that was not sent', {}, { new_setting: 'on' }],
		['a value in another form', { a: ['x'] }, { a: [{ value: 'x' }] }],
	])('are unclear with %s', (_, sent, params) => {
		expect(compare(sent, params)).toBe('unclear');
	});

	it('are unclear when the document has none', () => {
		const job = { file: { source: audio_url } };
		expect(compareRequest(job, { audio_url }, false)).toBe('unclear');
	});
});

describe('the metadata of a job', () => {
	const custom_metadata = { customer: { id: 1, name: 'A' } };

	it.each<[string, IDataObject, IDataObject, string]>([
		['beside the request', { custom_metadata }, {}, 'same'],
		['that is missing', {}, {}, 'other'],
		['of another', { custom_metadata: { customer: { id: 2, name: 'A' } } }, {}, 'other'],
		['in the request', {}, { custom_metadata }, 'same'],
	])('%s', (_, job, params, expected) => {
		expect(compare({ custom_metadata }, params, job)).toBe(expected);
	});

	it('may be empty where none was sent', () => {
		expect(compare({}, {}, { custom_metadata: {} })).toBe('same');
	});
});

describe('the audio of a job', () => {
	const judge = (job: IDataObject, url: string, isOwnUpload = false) =>
		compareRequest(job, { audio_url: url }, isOwnUpload);

	it.each<[string, IDataObject, string, string]>([
		[
			'another URL',
			{ request_params: { audio_url: 'https://example.com/b.mp3' } },
			audio_url,
			'other',
		],
		[
			'encoded spaces',
			{ request_params: { audio_url: 'https://example.com/a%20b.mp3' } },
			'https://example.com/a b.mp3',
			'same',
		],
		['another upload', { file: { id: OTHER_FILE }, request_params: {} }, FILE, 'other'],
		['no URL at all', { request_params: {} }, audio_url, 'unclear'],
	])('%s', (_, job, url, expected) => {
		expect(judge(job, url)).toBe(expected);
	});

	it('identifies it when it was uploaded for this request alone', () => {
		const job = { file: { id: FILE.split('/').pop() }, request_params: { diarization: true } };
		expect([judge(job, FILE), judge(job, FILE, true)]).toEqual(['other', 'same']);
	});
});

it('JSON is the same whatever the order of its keys, but not of its lists', () => {
	expect(isSameJson({ a: { b: 1, c: [1, 2] } }, { a: { c: [1, 2], b: 1 } })).toBe(true);
	expect(isSameJson([1, 2], [2, 1])).toBe(false);
	expect(isSameJson(undefined, null)).toBe(false);
});
