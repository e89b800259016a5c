import type { TranscriptionJob } from '../../../nodes/shared/api/types';
import { resultFiles } from '../../../nodes/shared/output/resultFiles';
import { sharedOptions } from './chosen';
import { meeting, silence } from './documents';

const options = sharedOptions();
const named = (filename: string | null): TranscriptionJob => ({
	...silence,
	file: { id: 'f', filename, source: null, audio_duration: 4, number_of_channels: 1 },
});

describe('resultFiles', () => {
	it('makes a file per format, named after the audio', () => {
		expect(resultFiles(meeting, ['srt', 'txt', 'json'], options)).toEqual([
			{
				field: 'srt',
				fileName: 'meeting.srt',
				mimeType: 'text/plain',
				content: '1\n00:00:00,000 --> 00:00:03,000\nFrom Gladia\n',
			},
			{
				field: 'txt',
				fileName: 'meeting.txt',
				mimeType: 'text/plain',
				content:
					'Speaker 1: Hello from New York, friends.\nSpeaker 2: New York?\nSpeaker 2: The café opens.\n',
			},
			{
				field: 'json',
				fileName: 'meeting.json',
				mimeType: 'application/json',
				content: JSON.stringify(meeting, null, 2),
			},
		]);
	});

	it('adds a file per translation that worked, but only one json', () => {
		const files = resultFiles(meeting, ['json', 'srt', 'vtt', 'txt'], {
			...options,
			includeTranslations: true,
		});
		expect(files.map(({ field, fileName }) => [field, fileName])).toEqual([
			['json', 'meeting.json'],
			['srt', 'meeting.srt'],
			['srt_fr', 'meeting.fr.srt'],
			['vtt', 'meeting.vtt'],
			['vtt_fr', 'meeting.fr.vtt'],
			['txt', 'meeting.txt'],
			['txt_fr', 'meeting.fr.txt'],
		]);
		expect(files[2]?.content).toBe('1\n00:00:00,000 --> 00:00:02,000\nBonjour de New York.\n');
		expect(files[4]).toEqual({
			field: 'vtt_fr',
			fileName: 'meeting.fr.vtt',
			mimeType: 'text/vtt',
			content: 'WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nBonjour de New York.\n',
		});
		expect(files[6]?.content).toBe('Speaker 1: Bonjour de New York.\n');
	});

	it('makes valid files when nobody speaks', () => {
		const contents = resultFiles(silence, ['srt', 'vtt', 'txt'], options).map(
			({ fileName, content }) => [fileName, content],
		);
		expect(contents).toEqual([
			['silent-id.srt', ''],
			['silent-id.vtt', 'WEBVTT\n'],
			['silent-id.txt', '\n'],
		]);
	});

	it('makes a file for every translation, even if two name the same language', () => {
		const results = ['Salut', 'Bonjour', 'Coucou'].map((text) => ({
			languages: ['fr'],
			utterances: [{ text }],
		}));
		const job = {
			...named('talk.mp3'),
			result: { ...silence.result, translation: { results } },
		} as unknown as TranscriptionJob;
		const files = resultFiles(job, ['txt'], { ...options, includeTranslations: true });
		expect(files.map(({ field, fileName, content }) => [field, fileName, content])).toEqual([
			['txt', 'talk.txt', '\n'],
			['txt_fr', 'talk.fr.txt', 'Salut\n'],
			['txt_fr_2', 'talk.fr_2.txt', 'Bonjour\n'],
			['txt_fr_3', 'talk.fr_3.txt', 'Coucou\n'],
		]);
	});

	it('cleans the id and the language of a translation that it names files after', () => {
		const translation = {
			results: [{ languages: ['../fr\n'], utterances: [{ text: 'Salut' }] }],
		};
		const job = {
			...named(null),
			id: '../../x',
			result: { ...silence.result, translation },
		} as unknown as TranscriptionJob;
		const files = resultFiles(job, ['srt'], { ...options, includeTranslations: true });
		expect(files.map(({ field, fileName }) => [field, fileName])).toEqual([
			['srt', '_.._x.srt'],
			['srt__fr_', '_.._x._fr_.srt'],
		]);
		const nameless = resultFiles({ ...job, id: '..' }, ['txt'], options);
		expect(nameless.map(({ fileName }) => fileName)).toEqual(['transcription.txt']);
	});

	it.each([
		['Q3 – Büro.final.wav', 'Q3 – Büro.final.srt'],
		['../../etc/passwd', '_.._etc_passwd.srt'],
		['.hidden.mp3', 'hidden.srt'],
		['con.mp3', '_con.srt'],
		['two\nlines\u2028.mp3', 'two_lines_.srt'],
		[`${'é'.repeat(300)}.mp3`, `${'é'.repeat(100)}.srt`],
		['...', 'silent-id.srt'],
		['no extension', 'no extension.srt'],
		['a\\b:c*.mp3', 'a_b_c_.srt'],
		['.mp3', 'silent-id.srt'],
		[null, 'silent-id.srt'],
	])('names the file for %s', (filename, expected) => {
		expect(resultFiles(named(filename), ['srt'], options)[0]?.fileName).toBe(expected);
	});
});
