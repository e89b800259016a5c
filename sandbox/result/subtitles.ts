import type { JsonObject } from '../json';
import { numberAt, objectAt, stringAt, stringsAt } from '../json';
import type { Utterance, Word } from './utterance';

/** Row length of the compliance style, where the request sets none. */
const COMPLIANCE_CHARACTERS_PER_ROW = 42;

interface Layout {
	charactersPerRow: number;
	rows: number;
	/** Seconds. */
	minimum: number;
	maximum: number;
}

interface Caption {
	start: number;
	end: number;
	rows: string[];
}

function layoutOf(config: JsonObject): Layout {
	const compliant = stringAt(config, 'style') === 'compliance';
	return {
		charactersPerRow:
			numberAt(config, 'maximum_characters_per_row') ??
			(compliant ? COMPLIANCE_CHARACTERS_PER_ROW : Infinity),
		rows: numberAt(config, 'maximum_rows_per_caption') ?? (compliant ? 2 : 1),
		minimum: numberAt(config, 'minimum_duration') ?? 0,
		maximum: numberAt(config, 'maximum_duration') ?? Infinity,
	};
}

/** Puts a word into a caption; false when the caption is full. */
function place(caption: Caption, { word, end }: Word, layout: Layout): boolean {
	if (end - caption.start > layout.maximum) return false;
	const row = caption.rows.at(-1) ?? '';
	if (row.length + 1 + word.length <= layout.charactersPerRow) {
		caption.rows[caption.rows.length - 1] = `${row} ${word}`;
	} else if (caption.rows.length < layout.rows) {
		caption.rows.push(word);
	} else {
		return false;
	}
	caption.end = end;
	return true;
}

function captionsOf(utterances: Utterance[], layout: Layout): Caption[] {
	const captions = utterances.flatMap(({ words }) => {
		const own: Caption[] = [];
		for (const word of words) {
			const current = own.at(-1);
			if (current && place(current, word, layout)) continue;
			own.push({ start: word.start, end: word.end, rows: [word.word] });
		}
		return own;
	});
	return captions.map((caption, position) => {
		const next = captions[position + 1]?.start ?? Infinity;
		const longEnough = Math.max(caption.end, caption.start + layout.minimum);
		return { ...caption, end: Math.max(caption.end, Math.min(longEnough, next)) };
	});
}

function clock(seconds: number, decimalMark: string): string {
	const total = Math.round(seconds * 1000);
	const pad = (value: number, width = 2) => String(Math.floor(value)).padStart(width, '0');
	const time = [total / 3_600_000, (total / 60_000) % 60, (total / 1000) % 60].map((part) =>
		pad(part),
	);
	return `${time.join(':')}${decimalMark}${pad(total % 1000, 3)}`;
}

function format(captions: Caption[], kind: string): string {
	const mark = kind === 'vtt' ? '.' : ',';
	const blocks = captions.map(({ start, end, rows }, position) => {
		const number = kind === 'vtt' ? [] : [String(position + 1)];
		return [...number, `${clock(start, mark)} --> ${clock(end, mark)}`, ...rows].join('\n');
	});
	return `${kind === 'vtt' ? ['WEBVTT', ...blocks].join('\n\n') : blocks.join('\n\n')}\n`;
}

/** One file per requested format, srt by default. */
export function subtitlesOf(utterances: Utterance[], request: JsonObject): JsonObject[] {
	const config = objectAt(request, 'subtitles_config');
	const formats = stringsAt(config, 'formats');
	const captions = captionsOf(utterances, layoutOf(config));
	return (formats.length > 0 ? formats : ['srt']).map((kind) => ({
		format: kind,
		subtitles: format(captions, kind),
	}));
}
