import { modernForm } from '../../../../nodes/shared/parameters/engine/modernForm';

describe('modernForm', () => {
	it.each([
		['nothing legacy', { diarization: true }, { diarization: true }],
		['a language', { language: 'jp' }, { language_config: { languages: ['ja'] } }],
		['detection', { detect_language: true }, {}],
		[
			'code switching',
			{ enable_code_switching: true, code_switching_config: { languages: ['en', 'mymr'] } },
			{ language_config: { languages: ['en', 'my'], code_switching: true } },
		],
		[
			'no code switching',
			{ language: 'en', enable_code_switching: false },
			{ language_config: { languages: ['en'], code_switching: false } },
		],
		[
			'a vocabulary list',
			{ custom_vocabulary: ['n8n'], custom_vocabulary_config: { default_intensity: 0.4 } },
			{
				custom_vocabulary: true,
				custom_vocabulary_config: { vocabulary: ['n8n'], default_intensity: 0.4 },
			},
		],
		[
			'a callback',
			{ callback_url: 'https://example.com' },
			{ callback: true, callback_config: { url: 'https://example.com' } },
		],
		['enhanced diarization', { diarization_enhanced: true }, { diarization: true }],
		[
			'a later enhanced diarization',
			{ diarization: true, diarization_config: { enhanced: false, max_speakers: 2 } },
			{ diarization: true, diarization_config: { max_speakers: 2 } },
		],
	])('says %s in the current form', (_what, legacy, modern) => {
		const before = structuredClone(legacy);
		expect(modernForm(legacy)).toEqual(modern);
		expect(legacy).toEqual(before);
	});

	it.each([
		{ detect_language: false },
		{ language: 'en', detect_language: true },
		{ language: 'en', enable_code_switching: true },
		{ code_switching_config: { languages: ['en'] } },
		{ detect_language: 'perhaps' },
		{ diarization_enhanced: 'perhaps' },
	])('keeps %j, which has no current form', (body) => expect(modernForm(body)).toEqual(body));
});
