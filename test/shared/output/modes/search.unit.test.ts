import type { SearchOptions } from '../../../../nodes/shared/output/modes/search';
import { searchTranscript } from '../../../../nodes/shared/output/modes/search';
import { readUtterances, utterancesOf } from '../../../../nodes/shared/transcript/utterances';
import { liveCall, meeting, words } from '../documents';

const lenient: SearchOptions = {
	matchCase: false,
	wholeWords: true,
	ignoreAccents: true,
	wordsBefore: 10,
	wordsAfter: 10,
};

const inMeeting = (terms: string[], options: Partial<SearchOptions> = {}) =>
	searchTranscript(utterancesOf(meeting), terms, { ...lenient, ...options });

function matches(text: string, term: string, options: Partial<SearchOptions> = {}) {
	const utterances = readUtterances([{ start: 0, end: 9, text, words: words(text, 0) }]);
	return searchTranscript(utterances, [term], { ...lenient, ...options }).map(({ match }) => match);
}

describe('searchTranscript', () => {
	it('finds phrases across punctuation and utterances of one speaker, in spoken order', () => {
		expect(inMeeting(['cafe', 'new york'], { wordsBefore: 1, wordsAfter: 1 })).toEqual([
			{
				speaker_label: null,
				term: 'new york',
				match: 'New York',
				start: 1,
				end: 2.5,
				speaker: 0,
				channel: 0,
				language: 'en',
				utterance_index: 0,
				text: 'from New York, friends.',
			},
			{
				speaker_label: null,
				term: 'new york',
				match: 'New York',
				start: 2.5,
				end: 3.5,
				speaker: 1,
				channel: 0,
				language: 'en',
				utterance_index: 2,
				text: 'New York? The',
			},
			{
				speaker_label: null,
				term: 'cafe',
				match: 'café',
				start: 7,
				end: 7.5,
				speaker: 1,
				channel: 0,
				language: 'en',
				utterance_index: 3,
				text: 'The café opens.',
			},
		]);
	});

	it('does not join the words of different speakers', () => {
		expect(inMeeting(['friends new'])).toEqual([]);
	});

	it('finds words in scripts without spaces, even if the API split them', () => {
		const [hit, ...more] = searchTranscript(
			utterancesOf(liveCall),
			['東京', 'わかりました'],
			lenient,
		);
		expect(hit).toEqual({
			speaker_label: null,
			term: '東京',
			match: '東京',
			start: 0.5,
			end: 1.5,
			speaker: null,
			channel: 0,
			language: 'ja',
			utterance_index: 0,
			text: 'はい、東京です。',
		});
		expect(more.map(({ match, start, end }) => [match, start, end])).toEqual([
			['わかりました', 2.5, 3.5],
		]);
	});

	it('matches whole words by default', () => {
		expect(matches('Art starts the party', 'art')).toEqual(['Art']);
		expect(matches('Art starts the party', 'art', { wholeWords: false })).toEqual([
			'Art',
			'starts',
			'party',
		]);
		expect(matches('Шум и шумы', 'шум')).toEqual(['Шум']);
		expect(matches('हिन्दी भाषा', 'हिन्द')).toEqual([]);
		expect(matches('هذا كِتَاب جديد', 'كتاب')).toEqual(['كِتَاب']);
	});

	it('distinguishes case and accents on request', () => {
		expect(matches('Us and us', 'US', { matchCase: true })).toEqual([]);
		expect(matches('Us and us', 'us', { matchCase: true })).toEqual(['us']);
		expect(matches('résumé resume', 'resume')).toEqual(['résumé', 'resume']);
		expect(matches('résumé resume', 'resume', { ignoreAccents: false })).toEqual(['resume']);
		expect(matches('e\u0301te\u0301', 'été', { ignoreAccents: false })).toEqual([
			'e\u0301te\u0301',
		]);
	});

	it('finds symbols and hyphenated words, and ignores a term without any letter', () => {
		expect(matches('We use C++ and e-mail, 5 € each', 'c++')).toEqual(['C++']);
		expect(matches('We use C++ and e-mail, 5 € each', 'e mail')).toEqual(['e-mail']);
		expect(matches('We use C++ and e-mail, 5 € each', '5 €')).toEqual(['5 €']);
		expect(matches('Well... yes', '...')).toEqual([]);
		expect(matches('na na na na', 'na na')).toEqual(['na na', 'na na']);
	});
});
