import type { IDataObject } from 'n8n-workflow';
import type { CaptionLimits } from './captionCuts';
import { cutCaptions, type Caption } from './captions';
import { recordsIn, textOrNull } from './document';
import { timecode, toMilliseconds } from './timecode';
import type { Utterance } from './utterances';

export type SubtitleFormat = 'srt' | 'vtt';

/**
 * Subtitles of a transcription or translation: what the API made, if the request asked for
 * that format, else captions cut here. Speech without words gives a valid file without captions.
 * @param source The `transcription`, or one of the translation's results.
 */
export function subtitlesOf(
	source: IDataObject,
	utterances: Utterance[],
	format: SubtitleFormat,
	limits: CaptionLimits,
): string {
	const given = recordsIn(source.subtitles).find((subtitles) => subtitles.format === format);
	return textOrNull(given?.subtitles) || writeSubtitles(cutCaptions(utterances, limits), format);
}

/** Captions as the text of a SubRip (srt) or WebVTT (vtt) file. */
export function writeSubtitles(captions: Caption[], format: SubtitleFormat): string {
	const decimalMark = format === 'srt' ? ',' : '.';
	const cues = captions.map(({ start, end, rows }, index) => {
		const from = toMilliseconds(start);
		// Players reject a caption that ends when it starts.
		const to = Math.max(toMilliseconds(end), from + 1);
		const times = `${timecode(from, decimalMark)} --> ${timecode(to, decimalMark)}`;
		return format === 'srt'
			? [index + 1, times, ...rows, ''].join('\n')
			: [times, ...rows.map(escapeMarkup), ''].join('\n');
	});
	return (format === 'srt' ? cues : ['WEBVTT\n', ...cues]).join('\n');
}

/** WebVTT reads `<` and `&` as markup, and `-->` would end the caption. */
function escapeMarkup(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
