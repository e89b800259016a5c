import type { TranscriptionJob } from '../../../../nodes/shared/api/types';

/** Texts that try to leave their place in HTML or Markdown; a page that runs one sets `window.hacked`. */
export const attacks = [
	'<script>window.hacked = 1</script>',
	'"><img src=x onerror="window.hacked = 1">',
	"' onmouseover='window.hacked = 1",
	'</style></title></textarea><svg onload="window.hacked = 1">',
	'[click](javascript:window.hacked=1)',
	'![x](http://127.0.0.1:9/x.png "t")',
	'# Heading',
	'| a | b |',
	'```\ncode',
	'<!-- comment --> &lt;b&gt; &#x3C;i>',
	'**bold** _italic_ ~~gone~~ `code` \\*',
	'- item',
	'1. one',
	'---',
	'<http://evil.example>',
	'\u202Ereversed',
	'line\u2028break\r\nnext',
];

/** A finished job with an attack in every text that a report shows. */
export function hostileJob(): TranscriptionJob {
	const section = (results: unknown) => ({ success: true, is_empty: false, error: null, results });
	return {
		id: `<b>${attacks[0]}`,
		status: 'done',
		created_at: attacks[0],
		custom_metadata: Object.fromEntries(attacks.map((attack) => [attack, attack])),
		file: { filename: `${attacks[1]}.mp3`, audio_duration: 60 },
		request_params: { diarization: true },
		result: {
			metadata: { audio_duration: 60 },
			transcription: {
				full_transcript: 'x',
				languages: ['en', attacks[2]],
				utterances: attacks.map((text, index) => ({
					text,
					start: index,
					end: index + 1,
					speaker: index % 9,
					channel: 0,
					language: index === 0 ? '"><script>' : 'en',
					words: [],
				})),
			},
			summarization: section(attacks.join('\n')),
			chapterization: section(attacks.map((text) => ({ headline: text, summary: text, start: 1 }))),
			sentiment_analysis: section([{ sentiment: 'positive', start: 1, text: attacks[0] }]),
			moderation: { success: false, error: { message: attacks[0] } },
		},
	} as unknown as TranscriptionJob;
}
