import type { IDataObject } from 'n8n-workflow';
import { collect, CollectedParts } from '../../nodes/GladiaLive/messages';
import { asJob, wholeSession } from '../../nodes/GladiaLive/transcript';
import { splitIntoItems } from '../../nodes/shared/result/splitItems';

/** Spoken words as real answers have them: with leading blanks. */
const spoken = (text: string): IDataObject => ({
	start: 0.5,
	end: 1.5,
	confidence: 0.9,
	channel: 0,
	language: 'en',
	text,
	words: text
		.trim()
		.split(' ')
		.map((word, n) => ({ word: ` ${word}`, start: 0.5 + n / 2, end: 1 + n / 2, confidence: 0.9 })),
});
const clean = (text: string): IDataObject => ({
	...spoken(text),
	words: (spoken(text).words as IDataObject[]).map((word) => ({
		...word,
		word: String(word.word).trim(),
	})),
});

it('begins no text and no word with a blank', () => {
	const parts = new CollectedParts('session');
	const say = (type: string, data: IDataObject) => collect(parts, { type, data });
	say('transcript', { id: '1', is_final: true, utterance: spoken(' Hello there.') });
	say('transcript', { id: '2', is_final: true, utterance: spoken(' Good bye.') });
	say('translation', {
		utterance_id: '1',
		original_language: 'en',
		target_language: 'fr',
		translated_utterance: spoken(' Bonjour.'),
	});
	say('named_entity_recognition', {
		utterance_id: '1',
		results: [{ entity_type: 'NAME', text: ' there', start: 1, end: 1.5 }],
	});
	say('post_transcript', { full_transcript: ' Hello there. Good bye.', languages: ['en'] });
	expect(wholeSession(parts)).toMatchObject({
		full_transcript: 'Hello there. Good bye.',
		utterances: [
			{ id: '1', ...clean('Hello there.') },
			{ id: '2', ...clean('Good bye.') },
		],
		translations: [{ utterance_id: '1', target_language: 'fr', ...clean('Bonjour.') }],
		named_entities: [{ utterance_id: '1', entity_type: 'NAME', text: 'there' }],
	});
});

it('takes the utterances of the end where none came before', () => {
	const parts = new CollectedParts('session');
	const data = { full_transcript: ' Hello.', languages: ['en'], utterances: [spoken(' Hello.')] };
	collect(parts, { type: 'post_transcript', data });
	expect(wholeSession(parts)).toMatchObject({
		full_transcript: 'Hello.',
		utterances: [clean('Hello.')],
	});
});

it('fills in utterances that were lost with a line, and keeps the ids of the others', () => {
	const parts = new CollectedParts('session');
	const at = (start: number, text: string) => ({ ...spoken(text), start, end: start + 2 });
	const say = (id: string, utterance: IDataObject) =>
		collect(parts, { type: 'transcript', data: { id, is_final: true, utterance } });
	say('1', at(0, ' One.'));
	say('3', at(6, ' Three.'));
	const utterances = [at(0, ' One.'), at(3, ' Two.'), at(6, ' Three.')];
	const data = { full_transcript: ' One. Two. Three.', languages: ['en'], utterances };
	collect(parts, { type: 'post_transcript', data });
	expect(wholeSession(parts).utterances).toEqual([
		{ id: '1', ...clean('One.'), start: 0, end: 2 },
		{ ...clean('Two.'), start: 3, end: 5 },
		{ id: '3', ...clean('Three.'), start: 6, end: 8 },
	]);
	expect(splitIntoItems(asJob(parts), 'utterance', 0).map(({ text }) => text)).toEqual([
		'One.',
		'Two.',
		'Three.',
	]);
});
