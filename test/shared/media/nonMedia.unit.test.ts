import { readFileSync } from 'node:fs';
import { isDeclaredMedia } from '../../../nodes/shared/media/mediaType';
import { nonMediaIn, PEEK } from '../../../nodes/shared/media/nonMedia';

const bytes = (latin1: string) => Buffer.from(latin1, 'latin1');
const nameIn = (head: Uint8Array, isDeclared = true) => nonMediaIn(head, isDeclared)?.name;

describe('what is plainly no media, even if it calls itself audio', () => {
	it.each([
		['<!DOCTYPE html><title>Sign in</title>', 'a web page'],
		['\n\t<HTML lang="de"><p>Gr\xfc\xdfe', 'a web page'],
		['\xef\xbb\xbf<!-- saved\nfrom --> <head>', 'a web page'],
		['<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', 'an XML file'],
		['<svg xmlns="http://www.w3.org/2000/svg">', 'an XML file'],
		['%PDF-1.7\n%\xe2\xe3\xcf\xd3', 'a PDF document'],
		['\x89PNG\r\n\x1a\n\0\0', 'an image'],
		['\xff\xd8\xff\xe0\0\x10JFIF', 'an image'],
		['GIF89a', 'an image'],
		['RIFF\x24\0\0\0WEBPVP8 ', 'an image'],
		['II*\0\x08\0', 'an image'],
		['\0\0\0\x18ftypheic', 'an image'],
		['PK\x03\x04\x14\0', 'a ZIP archive or an Office document'],
		['{"error":"not found"}', 'JSON'],
		[' [\n  {"a": 1}\n]', 'JSON'],
		['{}', 'JSON'],
	])('%j is %s', (head, name) => {
		expect(nameIn(bytes(head))).toBe(name);
	});

	it('names JSON whose last character is cut off', () => {
		const json = Buffer.from(`{"text":"${'ü'.repeat(PEEK)}"}`);
		expect(nameIn(json.subarray(0, PEEK))).toBe('JSON');
	});
});

describe('what may be media, even if it calls itself text', () => {
	it.each([
		['ID3\x04\0\0'],
		['\xff\xfb\x90\x64\0'],
		['\xff\xf1\x50\x80'],
		['OggS\0\x02'],
		['fLaC\0\0\0\x22'],
		['\0\0\0\x18ftypM4A '],
		['\0\0\0\x14ftypqt  '],
		['\x1aE\xdf\xa3'],
		['FORM\0\0\0\0AIFF'],
		['#!AMR\n\x04\x92'],
		['\x30\x26\xb2\x75\x8e\x66'],
		['RIFF\x24\0\0\0AVI '],
		['FLV\x01\x05'],
		['\0\0\x01\xba'],
		['{\x01\x02 any other bytes'],
		[''],
	])('%j', (head) => {
		const isEmpty = head === '';
		expect(nameIn(bytes(head), isEmpty)).toBeUndefined();
	});

	it('the bundled recording', () => {
		expect(nameIn(readFileSync('sandbox/speech/sample.wav'), false)).toBeUndefined();
	});
});

it('plain text is refused only if it does not call itself audio', () => {
	const note = Buffer.from('Dear all,\r\nthe recording follows – see you.');
	expect(nameIn(note, false)).toBe('text');
	expect(nameIn(note, true)).toBeUndefined();
});

it.each([
	[{ mimeType: 'audio/mpeg' }, true],
	[{ mimeType: 'Video/WebM;codecs=opus' }, true],
	[{ mimeType: 'application/ogg' }, true],
	[{ mimeType: 'application/octet-stream', fileName: 'Call.MP3' }, true],
	[{ mimeType: 'text/plain', fileExtension: 'm4a' }, true],
	[{ mimeType: 'application/octet-stream', fileName: 'call' }, false],
	[{ mimeType: 'application/pdf', fileName: 'mp3.pdf' }, false],
	[{ mimeType: 'image/png', fileExtension: 'png' }, false],
])('a file with %j calls itself audio or video: %j', (file, isMedia) => {
	expect(isDeclaredMedia(file)).toBe(isMedia);
});
