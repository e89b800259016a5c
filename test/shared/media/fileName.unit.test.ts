import { cleanFileName } from '../../../nodes/shared/media/fileName';

describe('cleanFileName', () => {
	it.each([
		['Q3 – Büro.final.wav', 'Q3 – Büro.final.wav'],
		['音声 ファイル.mp3', '音声 ファイル.mp3'],
		['a\\b:c*?"<>|.mp3', 'a_b_c_.mp3'],
		['../../etc/passwd', '_.._etc_passwd'],
		['.htaccess', 'htaccess'],
		['...', ''],
		[' . ', ''],
		['', ''],
		['talk.mp3. . ', 'talk.mp3'],
		['two\nlines\u2028three\u0085four.wav', 'two_lines_three_four.wav'],
		['exe.\u202Egpj.scr', 'exe._gpj.scr'],
		['half \uD800 pair.wav', 'half _ pair.wav'],
		['con', '_con'],
		['NUL.mp3', '_NUL.mp3'],
		['COM1 .tar.gz', '_COM1 .tar.gz'],
		['LPT².wav', '_LPT².wav'],
		['console.mp3', 'console.mp3'],
		['.con.mp3', '_con.mp3'],
	])('makes %j safe', (name, expected) => {
		expect(cleanFileName(name)).toBe(expected);
	});

	it('cuts long names by their bytes, not inside a character, and keeps the extension', () => {
		const name = cleanFileName(`${'é'.repeat(300)}🎧.mp3`);
		expect(name).toBe(`${'é'.repeat(98)}.mp3`);
		expect(cleanFileName('🎧'.repeat(300))).toBe('🎧'.repeat(50));
		expect(cleanFileName(`${'a'.repeat(195)} . b.mp3`)).toBe(`${'a'.repeat(195)}.mp3`);
		expect(Buffer.byteLength(cleanFileName(`a.${'b'.repeat(400)}`))).toBe(200);
	});
});
