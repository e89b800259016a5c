/** Most file systems allow 255 bytes; the difference leaves room for additions to a name. */
const MAX_BYTES = 200;
/** A longer ending, or one with other characters, is not a file extension. */
const extension = /\.[a-z0-9]{1,12}$/iu;
/** Characters that some system forbids, that are invisible, or that reverse the writing direction. */
const unsafe = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF/\\:*?"<>|]+/gu;
/** Device names on Windows, with any extension. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|$))/iu;

/**
 * A file name that is safe on every system: no path, no control characters, no leading or trailing dots
 * and blanks, no device name of Windows, at most 200 bytes of UTF-8 (the file extension is kept).
 *
 * @returns an empty text when nothing is left
 */
export function cleanFileName(name: string): string {
	const clean = trimmed(name.replace(unsafe, '_')).replace(reserved, '_$&');
	const ending = extension.exec(clean)?.[0] ?? '';
	const stem = clean.slice(0, clean.length - ending.length);
	return trimmed(cutToBytes(stem, MAX_BYTES - Buffer.byteLength(ending))) + ending;
}

function trimmed(name: string): string {
	return name.replace(/^[\s.]+/u, '').replace(/[\s.]+$/u, '');
}

function cutToBytes(text: string, bytes: number): string {
	if (Buffer.byteLength(text) <= bytes) return text;
	let used = 0;
	let length = 0;
	for (const character of text) {
		used += Buffer.byteLength(character);
		if (used > bytes) break;
		length += character.length;
	}
	return text.slice(0, length);
}
