import type { TranscriptionJob } from '../../nodes/shared/apiTypes';
import { resultFiles, type FileOptions } from '../../nodes/shared/result/files';
import { meeting, silence } from './documents';

const options: FileOptions = {
	timestamps: 'none',
	speakerNames: new Map(),
	paragraphPause: 2,
	charactersPerRow: 42,
	rowsPerCaption: 2,
	includeTranslations: false,
};
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
				mimeType: 'application/x-subrip',
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

	it('gives valid files when nobody speaks', () => {
		const contents = resultFiles(silence, ['srt', 'vtt', 'txt'], options).map(
			({ fileName, content }) => [fileName, content],
		);
		expect(contents).toEqual([
			['silent-id.srt', ''],
			['silent-id.vtt', 'WEBVTT\n'],
			['silent-id.txt', '\n'],
		]);
	});

	it.each([
		['Q3 – Büro.final.wav', 'Q3 – Büro.final.srt'],
		['../../etc/passwd', '.._.._etc_passwd.srt'],
		['no extension', 'no extension.srt'],
		['a\\b:c*.mp3', 'a_b_c_.srt'],
		['.mp3', 'silent-id.srt'],
		[null, 'silent-id.srt'],
	])('names the file for %s', (filename, expected) => {
		expect(resultFiles(named(filename), ['srt'], options)[0]?.fileName).toBe(expected);
	});
});
