import type { IDataObject } from 'n8n-workflow';
import { collect, CollectedParts } from '../../../nodes/GladiaLive/messages/collectMessages';
import { sessionDocument, wholeSession } from '../../../nodes/GladiaLive/output/sessionDocument';
import { splitIntoItems } from '../../../nodes/shared/output/modes/separateItems';

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

it('removes leading spaces from texts and words', () => {
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
		translated_utterances: [{ utterance_id: '1', target_language: 'fr', ...clean('Bonjour.') }],
		named_entities: [{ utterance_id: '1', entity_type: 'NAME', text: 'there' }],
	});
});

it('uses the utterances from the end of the session if none arrived before', () => {
	const parts = new CollectedParts('session');
	const data = { full_transcript: ' Hello.', languages: ['en'], utterances: [spoken(' Hello.')] };
	collect(parts, { type: 'post_transcript', data });
	expect(wholeSession(parts)).toMatchObject({
		full_transcript: 'Hello.',
		utterances: [clean('Hello.')],
	});
});

it('fills in utterances that were lost with a connection, and keeps the ids of the others', () => {
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
		{ id: '1', ...clean('One.'), start: 0, end: 2, speaker_label: null },
		{ ...clean('Two.'), start: 3, end: 5, speaker_label: null },
		{ id: '3', ...clean('Three.'), start: 6, end: 8, speaker_label: null },
	]);
	expect(splitIntoItems(sessionDocument(parts), 'utterance').map(({ text }) => text)).toEqual([
		'One.',
		'Two.',
		'Three.',
	]);
});

it('writes the dialogue of several channels, under their names', () => {
	const parts = new CollectedParts('session');
	const say = (id: string, channel: number, text: string) =>
		collect(parts, {
			type: 'transcript',
			data: { id, is_final: true, utterance: { ...spoken(text), channel } },
		});
	say('1', 0, ' Hello.');
	expect(wholeSession(parts)).toMatchObject({ dialogue: null, speakers: [], speaker_count: null });
	say('2', 1, ' Hi.');
	expect(wholeSession(parts)).toMatchObject({
		dialogue: 'Channel 1: Hello.\nChannel 2: Hi.',
		speaker_count: 2,
	});
	const speakerNames = { speakers: new Map(), channels: new Map([[2, 'Customer']]) };
	expect(wholeSession(parts, speakerNames)).toMatchObject({
		dialogue: 'Channel 1: Hello.\nCustomer: Hi.',
		speakers: [
			{ label: 'Channel 1', speaker: null, channel: 0 },
			{ label: 'Customer', speaker: null, channel: 1 },
		],
		utterances: [{ speaker_label: 'Channel 1' }, { speaker_label: 'Customer' }],
	});
});

describe('what the add-ons found while the connection was down', () => {
	const at = (start: number, text: string) => ({ ...spoken(text), start, end: start + 2 });
	const results = (found: unknown) => ({
		success: true,
		is_empty: false,
		error: null,
		results: found,
	});
	const entity = (text: string, start: number) => ({
		entity_type: 'NAME',
		text,
		start,
		end: start + 0.5,
	});
	const mood = (sentiment: string, start: number) => ({
		sentiment,
		emotion: 'calm',
		text: 'text',
		start,
		end: start + 2,
		channel: 0,
	});
	/** Utterance 1 was received completely, 2 not at all, and of 3 only the text. */
	const received = () => {
		const parts = new CollectedParts('session');
		const say = (type: string, data: IDataObject) => collect(parts, { type, data });
		const translated = { original_language: 'en', target_language: 'fr' };
		say('transcript', { id: '1', is_final: true, utterance: at(0, ' One.') });
		say('translation', { utterance_id: '1', ...translated, translated_utterance: at(0, ' Un.') });
		say('named_entity_recognition', { utterance_id: '1', results: [entity('One', 0.5)] });
		say('sentiment_analysis', { utterance_id: '1', results: [mood('neutral', 0)] });
		say('transcript', { id: '3', is_final: true, utterance: at(6, ' Three.') });
		return parts;
	};
	const utterances = [at(0, ' One.'), at(3, ' Two.'), at(6, ' Three.')];
	const transcription = { full_transcript: ' One. Two. Three.', languages: ['en'], utterances };

	it.each([
		['a list', (list: IDataObject[]): unknown => list],
		['a text', (list: IDataObject[]): unknown => JSON.stringify(list)],
	])('is filled in from the result, once (sentiments as %s)', (_name, written) => {
		const parts = received();
		const document = {
			transcription,
			translation: results([
				{ languages: ['fr'], utterances: [at(0.1, ' Un.'), at(3, ' Deux.'), at(6, ' Trois.')] },
				{ languages: ['de'], utterances: [at(0, ' Eins.')] },
			]),
			named_entity_recognition: results([
				entity('One', 0.5),
				entity('Two', 3.5),
				entity('Three', 7),
			]),
			sentiment_analysis: results(
				written([mood('neutral', 0), mood('positive', 3), mood('negative', 6)]),
			),
		};
		collect(parts, { type: 'post_final_transcript', data: document });
		const french = { original_language: 'en', target_language: 'fr' };
		const german = { original_language: 'en', target_language: 'de' };
		expect(wholeSession(parts)).toMatchObject({
			translated_utterances: [
				{ utterance_id: '1', ...french, ...clean('Un.'), start: 0, end: 2 },
				{ utterance_id: '1', ...german, ...clean('Eins.'), start: 0, end: 2 },
				{ ...french, ...clean('Deux.'), start: 3, end: 5 },
				{ utterance_id: '3', ...french, ...clean('Trois.'), start: 6, end: 8 },
			],
			named_entities: [
				{ utterance_id: '1', ...entity('One', 0.5) },
				entity('Two', 3.5),
				{ utterance_id: '3', ...entity('Three', 7) },
			],
			sentiments: [
				{ utterance_id: '1', ...mood('neutral', 0) },
				mood('positive', 3),
				{ utterance_id: '3', ...mood('negative', 6) },
			],
		});
	});

	it('stays missing where the result does not have it', () => {
		const parts = received();
		const before = wholeSession(parts);
		collect(parts, { type: 'post_final_transcript', data: { transcription } });
		const { translated_utterances, named_entities, sentiments } = wholeSession(parts);
		expect([translated_utterances, named_entities, sentiments]).toEqual([
			before.translated_utterances,
			before.named_entities,
			before.sentiments,
		]);
		expect(translated_utterances).toHaveLength(1);
	});
});
