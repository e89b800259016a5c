import { toolAnswer } from '../../../nodes/shared/output/toolAnswer';

describe('What an agent is answered', () => {
	it('begins with the transcript, and holds nothing that is empty', () => {
		const answer = toolAnswer({
			full_transcript: 'Hello. Hi.',
			summary: 'A greeting',
			speakers: null,
			failed_add_ons: [],
			filename: '',
			audio_duration: 0,
			timed_out: false,
			id: 'a',
		});
		expect(Object.entries(answer)).toEqual([
			['text', 'Hello. Hi.'],
			['summary', 'A greeting'],
			['audio_duration', 0],
			['timed_out', false],
			['id', 'a'],
		]);
	});

	it('holds the dialogue in place of the transcript, wherever it stands', () => {
		expect(
			toolAnswer({ full_transcript: 'Hello. Hi.', dialogue: 'Ann: Hello.\nBob: Hi.' }),
		).toEqual({
			text: 'Ann: Hello.\nBob: Hi.',
		});
	});

	it('holds no words twice', () => {
		const sentences = [{ text: 'Hello.' }, { text: 'Hi.' }];
		const translated_dialogues = { fr: 'Ann: Bonjour.' };
		const translations = { fr: 'Bonjour.' };
		expect(
			toolAnswer({ full_transcript: 'Hello. Hi.', sentences, translations, translated_dialogues }),
		).toEqual({ text: 'Hello. Hi.', translations });
	});

	it('has no text of a job that has none', () => {
		expect(toolAnswer({ full_transcript: null, dialogue: null, status: 'queued' })).toEqual({
			status: 'queued',
		});
	});
});
