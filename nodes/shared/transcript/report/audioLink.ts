/**
 * A web address that players and links may use, without its fragment.
 * @returns undefined for anything else, such as `javascript:` or a path
 */
export function webAddress(text: string): string | undefined {
	if (!URL.canParse(text.trim())) return undefined;
	const url = new URL(text.trim());
	if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
	url.hash = '';
	return url.href;
}

/** The address of a moment of a recording, a media fragment (W3C): `…/call.mp3#t=65`. */
export function momentOf(audioLink: string, seconds: number): string {
	return `${audioLink}#t=${Math.max(0, Math.floor(seconds))}`;
}
