import { onOneLine } from '../text/writing';

/** A cue of a subtitle text; times in milliseconds. */
export interface Cue {
	from: number;
	to: number;
	rows: string[];
	/** Position and alignment, as WebVTT writes them after the times. */
	settings: string;
}

const byteOrderMark = /^\uFEFF/;
const webVtt = /^\s*WEBVTT/;
const arrow = /-->/;
// Hours may be missing, digits too few or too many, and the decimal mark a comma, a dot or a colon.
const TIME = '(?:(\\d{1,4}):)?(\\d{1,2}):(\\d{1,2})(?:[.,:](\\d{1,9}))?';
const timing = new RegExp(`^\\s*${TIME}\\s*-+>\\s*${TIME}(?:\\s+(\\S.*))?\\s*$`);
const settingsText = /^[a-z]+:[\w%.,-]+(?:\s+[a-z]+:[\w%.,-]+)*$/i;
const counter = /^\s*\d+\s*$/;
const commentBlock = /^\s*(?:NOTE|STYLE|REGION)(?:\s|$)/;

/**
 * Reads the cues of a SubRip or WebVTT text, tolerating common formatting errors. Counters,
 * identifiers, headers, comments and cues without text are left out.
 *
 * @returns undefined when the text cannot be read as cues
 */
export function readCues(text: string): Cue[] | undefined {
	const lines = text.replace(byteOrderMark, '').split(/\r\n|\n|\r/);
	const times = lines.flatMap((line, index) => (arrow.test(line) ? [{ index, line }] : []));
	const hasIdentifiers = webVtt.test(lines[0] ?? '');
	const cues: Cue[] = [];
	for (const [position, { index, line }] of times.entries()) {
		const found = timing.exec(line);
		if (found === null) return undefined;
		const next = times[position + 1]?.index ?? lines.length;
		const isLast = next === lines.length;
		const end = isLast
			? next
			: next - lengthOfLabel(lines, { previous: index, next, due: position + 2, hasIdentifiers });
		const rows = withoutComments(lines.slice(index + 1, end))
			.map(onOneLine)
			.filter((row) => row !== '');
		if (rows.length > 0) cues.push({ ...timesOf(found), rows });
	}
	return times.length === 0 ? undefined : cues;
}

function timesOf([, h1, m1, s1, f1, h2, m2, s2, f2, settings = '']: string[]) {
	return {
		from: milliseconds(h1, m1, s1, f1),
		to: milliseconds(h2, m2, s2, f2),
		settings: settingsText.test(settings.trim()) ? settings.trim() : '',
	};
}

function milliseconds(hours = '0', minutes = '0', seconds = '0', fraction = '0'): number {
	const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
	return whole * 1000 + Math.round(Number(`0.${fraction}`) * 1000);
}

interface Gap {
	/** Lines of the timings around it. */
	previous: number;
	next: number;
	/** Expected number of the cue that follows. */
	due: number;
	/** WebVTT allows any text before a timing, SubRip only counters. */
	hasIdentifiers: boolean;
}

/** Number of lines before a timing that belong to it: its counter or identifier, or none. */
function lengthOfLabel(lines: string[], { previous, next, due, hasIdentifiers }: Gap): 0 | 1 {
	const label = lines[next - 1] ?? '';
	if (next - 1 <= previous || label.trim() === '') return 0;
	const isBlockStart = next - 2 > previous && (lines[next - 2] ?? '').trim() === '';
	const isCounter = counter.test(label);
	if (isBlockStart) return isCounter || hasIdentifiers ? 1 : 0;
	// Without a blank line before it, only the expected number is a counter.
	return isCounter && Number(label) === due ? 1 : 0;
}

function withoutComments(lines: string[]): string[] {
	let isComment = false;
	return lines.filter((line, index) => {
		if (line.trim() === '') isComment = false;
		else if (index > 0 && lines[index - 1]?.trim() === '' && commentBlock.test(line))
			isComment = true;
		return !isComment;
	});
}
