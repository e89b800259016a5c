import type { IDataObject } from 'n8n-workflow';
import { recordsIn, textOrNull } from '../../json/values';
import { timecode, toMilliseconds } from '../text/timecode';
import type { Utterance } from '../utterances';
import type { CaptionLimits } from './captionCuts';
import type { Caption } from './captions';
import { cutCaptions } from './captions';
import type { Cue } from './subtitleCues';
import { readCues } from './subtitleCues';

export type SubtitleFormat = 'srt' | 'vtt';

/**
 * Subtitles of a transcription or translation as a valid file: the cues of the API, if the request
 * asked for that format and they are readable, otherwise captions made here. Speech without words
 * results in a valid file without captions.
 * @param source The `transcription`, or one of the translation's results.
 */
export function subtitlesOf(
	source: IDataObject,
	utterances: Utterance[],
	format: SubtitleFormat,
	limits: CaptionLimits,
): string {
	const given = recordsIn(source.subtitles).find(
		(subtitles) => textOrNull(subtitles.format)?.toLowerCase() === format,
	);
	const cues = readCues(textOrNull(given?.subtitles) ?? '') ?? [];
	if (cues.length === 0) return writeSubtitles(cutCaptions(utterances, limits), format);
	const repair = format === 'vtt' ? repairMarkup : withoutArrows;
	return writeCues(
		cues.map((cue) => ({ ...cue, rows: cue.rows.map(repair) })),
		format,
	);
}

/** Captions as the text of a SubRip (srt) or WebVTT (vtt) file. */
export function writeSubtitles(captions: Caption[], format: SubtitleFormat): string {
	const rowOf = format === 'vtt' ? escapeMarkup : withoutArrows;
	const cues = captions.map(({ start, end, rows }) => ({
		from: toMilliseconds(start),
		to: toMilliseconds(end),
		rows: rows.map(rowOf),
		settings: '',
	}));
	return writeCues(cues, format);
}

function writeCues(cues: Cue[], format: SubtitleFormat): string {
	const decimalMark = format === 'srt' ? ',' : '.';
	// Channels that overlap come one after the other, but WebVTT requires the order of time.
	const inOrder = cues.toSorted((left, right) => left.from - right.from);
	const blocks = inOrder.map(({ from, to, rows, settings }, index) => {
		// Players reject a caption without duration.
		const end = timecode(Math.max(to, from + 1), decimalMark);
		const times = `${timecode(from, decimalMark)} --> ${end}`;
		return format === 'srt'
			? [index + 1, times, ...rows, ''].join('\n')
			: [`${times} ${settings}`.trimEnd(), ...rows, ''].join('\n');
	});
	return (format === 'srt' ? blocks : ['WEBVTT\n', ...blocks]).join('\n');
}

/** WebVTT interprets `<` and `&` as markup, and `-->` would end the caption. */
function escapeMarkup(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The same for a text that may contain markup, which stays. */
function repairMarkup(text: string): string {
	return text
		.replace(/&(?!(?:[a-z]+|#\d+|#x[\da-f]+);)/gi, '&amp;')
		.replace(/<(?!\/?(?:[cibuv]|ruby|rt|lang)(?:[\s.>])|[\d:.]+>)/g, '&lt;');
}

/** SubRip cannot escape `-->` in a text; players interpret it as the times of a caption. */
function withoutArrows(text: string): string {
	return text.replace(/-{2,}>/g, '->');
}
