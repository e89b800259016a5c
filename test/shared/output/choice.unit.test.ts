import { readOutputChoice } from '../../../nodes/shared/output/choice';
import { nodeOf } from '../../support/nodeOf';

const node = nodeOf('gladiaGetResult');
const read = (parameters: Record<string, unknown>) =>
	readOutputChoice({ node, itemIndex: 3, read: (name) => parameters[name] ?? null });

const shared = {
	timestamps: 'none',
	speakerNames: { speakers: new Map(), channels: new Map() },
	paragraphPause: 2,
	charactersPerRow: 42,
	rowsPerCaption: 2,
	reportTitle: '',
	audioLink: null,
	attachFiles: [],
	includeTranslations: false,
	inputFields: [],
	questions: [],
};

describe('readOutputChoice', () => {
	it('fills in defaults', () => {
		expect(read({ output: 'search', searchTerms: [' New York ', ''] })).toEqual({
			output: 'search',
			shared,
			terms: ['New York'],
			language: '',
			options: {
				matchCase: false,
				wholeWords: true,
				ignoreAccents: true,
				wordsBefore: 10,
				wordsAfter: 10,
			},
		});
		expect(read({ output: 'files', fileFormats: ['srt'] })).toEqual({
			output: 'files',
			shared,
			formats: ['srt'],
		});
		expect(read({ output: 'items', itemType: 'paragraph' })).toEqual({
			output: 'items',
			shared,
			itemType: 'paragraph',
			paragraphPause: 2,
		});
		expect(read({ output: 'statistics', statisticsPer: 'speaker' })).toEqual({
			output: 'statistics',
			shared,
			per: 'speaker',
		});
	});

	it.each([
		[{ chunkSize: 'notion' }, { maxCharacters: 2000, overlap: 0, language: '' }],
		[{ chunkSize: 'telegram' }, { maxCharacters: 4096, overlap: 0, language: '' }],
		[{ chunkSize: 'vectorStore' }, { maxCharacters: 1000, overlap: 200, language: '' }],
		[{ chunkSize: 'custom' }, { maxCharacters: 1000, overlap: 200, language: '' }],
		[
			{ chunkSize: 'custom', maxCharacters: 7, chunkOverlap: -1, chunkLanguage: ' fr ' },
			{ maxCharacters: 50, overlap: 0, language: 'fr' },
		],
	])('reads the size of chunks: %j', (parameters, chunks) => {
		expect(read({ output: 'items', itemType: 'chunk', ...parameters })).toEqual({
			output: 'items',
			shared,
			itemType: 'chunk',
			paragraphPause: 2,
			chunks,
		});
	});

	it('reads what reports need', () => {
		expect(
			read({
				output: 'report',
				reportFormats: 'markdown',
				reportOptions: {
					audioLink: ' https://example.com/a b.mp3#t=3 ',
					reportTitle: ' Week 12 ',
					language: 'fr',
				},
			}),
		).toEqual({
			output: 'report',
			shared: { ...shared, reportTitle: 'Week 12', audioLink: 'https://example.com/a%20b.mp3' },
			formats: ['markdown'],
			downloadLinks: [],
			language: 'fr',
		});
	});

	it('reads what is set, and comma-separated lists from expressions', () => {
		expect(
			read({ output: 'selected', parts: 'id, result.metadata', attachFiles: 'srt,txt' }),
		).toEqual({
			output: 'selected',
			shared: { ...shared, attachFiles: ['srt', 'txt'] },
			parts: ['id', 'result.metadata'],
		});
		expect(
			read({
				output: 'dialogue',
				attachFiles: ['vtt', 'vtt'],
				includeTranslations: true,
				dialogueOptions: {
					language: ' fr ',
					timestamps: 'range',
					paragraphPause: 0,
					charactersPerRow: 20,
					speakerNames: {
						speaker: [
							{ number: 1, name: ' Alice ' },
							{ number: 2, name: '' },
							{ countedBy: 'channel', number: 2, name: 'Customer' },
						],
					},
				},
			}),
		).toEqual({
			output: 'dialogue',
			shared: {
				...shared,
				timestamps: 'range',
				paragraphPause: 0,
				charactersPerRow: 20,
				attachFiles: ['vtt'],
				includeTranslations: true,
				speakerNames: {
					speakers: new Map([[1, 'Alice']]),
					channels: new Map([[2, 'Customer']]),
				},
			},
			language: 'fr',
		});
	});

	it('does not attach files to items that stand for a part of a transcription', () => {
		expect(read({ output: 'items', itemType: 'word', attachFiles: ['srt'] })).toHaveProperty(
			'shared',
			shared,
		);
	});

	it.each([
		[{ output: 'pdf' }, "'Output' does not know the value 'pdf'"],
		[{ output: 'items', itemType: 'page' }, "'One Item Per' does not know the value 'page'"],
		[{ output: 'search', searchTerms: ['', ' '] }, "'Search Terms' is empty"],
		[{ output: 'files', fileFormats: [] }, "'File Formats' is empty"],
		[{ output: 'files', fileFormats: ['doc'] }, "'File Formats' does not know the value 'doc'"],
		[
			{ output: 'simplified', attachFiles: ['doc'] },
			"'Attach Files' does not know the value 'doc'",
		],
		[{ output: 'report', reportFormats: [] }, "'Report Formats' is empty"],
		[
			{ output: 'report', reportFormats: ['pdf'] },
			"'Report Formats' does not know the value 'pdf'",
		],
		[
			{ output: 'simplified', outputOptions: { audioLink: 'javascript:alert(1)' } },
			"'Audio Link' is not a web address: javascript:alert(1)",
		],
		[
			{ output: 'statistics', statisticsPer: 'day' },
			"'One Item Per' does not know the value 'day'",
		],
		[
			{ output: 'items', itemType: 'chunk', chunkSize: 'slack' },
			"'Chunk Size' does not know the value 'slack'",
		],
		[{ output: 'selected', parts: [] }, "'Parts' is empty"],
		[
			{ output: 'dialogue', dialogueOptions: { timestamps: 'iso' } },
			"'Timestamps' does not know the value 'iso'",
		],
	])('says what is invalid in %j', (parameters, message) => {
		expect(() => read(parameters)).toThrow(
			expect.objectContaining({
				message,
				description: expect.stringMatching(/./) as string,
				context: expect.objectContaining({ itemIndex: 3 }) as object,
			}),
		);
	});

	it('keeps numbers within bounds, and searches for each term once', () => {
		const searchTerms = ['a', 'b', 'a'];
		expect(
			read({ output: 'search', searchTerms, searchOptions: { wordsBefore: 1e9, wordsAfter: -3 } }),
		).toMatchObject({ terms: ['a', 'b'], options: { wordsBefore: 500, wordsAfter: 0 } });
		const fileOptions = { charactersPerRow: 1e9, rowsPerCaption: 0 };
		expect(read({ output: 'files', fileFormats: ['srt'], fileOptions })).toMatchObject({
			shared: { charactersPerRow: 500, rowsPerCaption: 1 },
		});
		const most = Array.from({ length: 500 }, (_, index) => `term ${index}`);
		expect(read({ output: 'search', searchTerms: most })).toMatchObject({ terms: most });
	});

	it.each([
		[Array.from({ length: 501 }, (_, index) => `${index}`), "'Search Terms' has 501 entries"],
		[['ok', 'x'.repeat(501)], "'Search Terms' has an entry of 501 characters"],
	])('refuses more terms, and longer ones, than can be searched for', (searchTerms, message) => {
		expect(() => read({ output: 'search', searchTerms })).toThrow(
			expect.objectContaining({
				message,
				description: 'You can search for up to 500 terms of up to 500 characters each',
			}),
		);
	});
});
