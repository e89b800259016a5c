/** Most file systems allow 255 bytes; the rest is for what may be added to a name. */
const MAX_BYTES = 200;
/** An ending that is longer, or has other characters, is no file extension. */
const extension = /\.[a-z0-9]{1,12}$/iu;
/** Characters that are not allowed somewhere, cannot be seen, or turn the direction of writing. */
const unsafe = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF/\\:*?"<>|]+/gu;
/** Names of devices on Windows, with any extension. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|$))/iu;

/**
 * A name that is safe for files on every system: no path, no control characters, no leading or
 * trailing dots and blanks, no device of Windows, at most 200 bytes of UTF-8 (a file extension is
 * kept).
 *
 * @returns '' when nothing is left
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
