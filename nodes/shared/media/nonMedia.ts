/** A kind of file that holds neither audio nor video. */
export interface NonMedia {
	/** With its article, such as 'a web page'. */
	name: string;
	/** Where such a file usually comes from when audio was expected, and what to do. */
	advice: string;
}

/** So many first bytes tell the kinds below. */
export const PEEK = 1024;

const CHOOSE = 'Choose the field that has the recording, or check the node that made the file';
const SHARED =
	'A share link, or an address that needs a login, often gives a web page instead of the file: check the node that downloaded it';
const SERVER =
	'It may be the answer of a server that did not give the file: check the node that downloaded it';

const image: NonMedia = { name: 'an image', advice: CHOOSE };
const page: NonMedia = { name: 'a web page', advice: SHARED };
const text: NonMedia = { name: 'text', advice: CHOOSE };

/** First bytes of files, as regular expressions with one character per byte. */
const SIGNATURES: Array<[RegExp, NonMedia]> = [
	[/^%PDF-/, { name: 'a PDF document', advice: CHOOSE }],
	[/^PK\x03\x04/, { name: 'a ZIP archive or an Office document', advice: CHOOSE }],
	[/^\x89PNG\r\n/, image],
	[/^\xff\xd8\xff/, image],
	[/^GIF8[79]a/, image],
	[/^RIFF....WEBP/s, image],
	[/^(II\*\0|MM\0\*)/, image],
	[/^....ftyp(hei[cfmsx]|mif1|msf1|avi[fs])/s, image],
	[/^(\xef\xbb\xbf)?\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|title|body|script)\b/is, page],
	[/^(\xef\xbb\xbf)?\s*<(\?xml|svg|rss)\b/i, { name: 'an XML file', advice: SERVER }],
];

const JSON_START = /^\s*[{[]\s*["{[\]}\d-]/;

/** Characters that no text has, but almost every kind of audio. */
const CONTROL = /[\0-\x08\x0e-\x1f\x7f]/;

/**
 * What a file is that is plainly neither audio nor video. The first bytes decide: a web page that calls
 * itself MP3 is found, and an MP3 that calls itself text is not. Only plain text needs the file to call
 * itself something else than audio as well.
 *
 * @param head the first bytes, `PEEK` of them if there are so many
 * @param isDeclared whether the file calls itself audio or video
 * @returns undefined for anything that may be audio or video
 */
export function nonMediaIn(head: Uint8Array, isDeclared: boolean): NonMedia | undefined {
	const bytes = Buffer.from(head.subarray(0, PEEK)).toString('latin1');
	const known = SIGNATURES.find(([signature]) => signature.test(bytes))?.[1];
	if (known !== undefined) return known;
	const characters = textIn(head.subarray(0, PEEK));
	if (characters === undefined) return undefined;
	if (JSON_START.test(characters)) return { name: 'JSON', advice: SERVER };
	return isDeclared ? undefined : text;
}

/** The bytes as text, or undefined when they are none. */
function textIn(bytes: Uint8Array): string | undefined {
	try {
		// The last character may be cut off.
		const characters = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
		return CONTROL.test(characters) ? undefined : characters;
	} catch {
		return undefined;
	}
}
