/** Milliseconds as `HH:MM:SS` + decimal mark + `mmm`, the form that subtitle files use. */
export function timecode(milliseconds: number, decimalMark: ',' | '.'): string {
	return `${clock(milliseconds)}${decimalMark}${pad(milliseconds % 1000, 3)}`;
}

/** Milliseconds as `HH:MM:SS`, rounded down to full seconds. */
export function clock(milliseconds: number): string {
	const seconds = Math.floor(milliseconds / 1000);
	return [seconds / 3600, (seconds / 60) % 60, seconds % 60]
		.map((value) => pad(Math.floor(value), 2))
		.join(':');
}

/** Seconds as whole milliseconds, never below zero. */
export function toMilliseconds(seconds: number): number {
	return Math.max(0, Math.round(seconds * 1000));
}

function pad(value: number, digits: number): string {
	return String(value).padStart(digits, '0');
}
