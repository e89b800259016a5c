import { dataIn } from '../../json/values';

/** Deeper nesting is not data that an add-on returns. */
const DEEPEST = 50;
const blanks = /\s*/y;
const number = /[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const constant = /(?:True|False|None|nan|inf|-inf)\b/y;
const stringStart = /[uU]?(['"])/y;
const escape = /\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|([0-7]{1,3})|([^]))/y;
const escaped: Record<string, string> = {
	n: '\n',
	r: '\r',
	t: '\t',
	a: '\x07',
	b: '\b',
	f: '\f',
	v: '\v',
	'\n': '',
	'\\': '\\',
	"'": "'",
	'"': '"',
};
const constants: Record<string, boolean> = { True: true, False: false };

/**
 * The data in the text of a Python literal, as `repr` writes it: dicts, lists, tuples, strings,
 * numbers, True, False and None. Nothing is evaluated.
 *
 * @returns undefined for any other text
 */
export function readPythonLiteral(text: string): unknown {
	const reader = new Reader(text);
	try {
		const value = reader.value(0);
		return reader.isAtEnd() ? value : undefined;
	} catch {
		return undefined;
	}
}

/**
 * The data written in a text as JSON or, as some documents have it, as a Python literal; any other
 * value as it is.
 */
export function literalIn(value: unknown): unknown {
	const data = dataIn(value);
	return typeof data === 'string' ? (readPythonLiteral(data) ?? data) : data;
}

class NotALiteral extends Error {}

class Reader {
	private position = 0;

	constructor(private readonly text: string) {}

	value(depth: number): unknown {
		if (depth > DEEPEST) throw new NotALiteral();
		this.take(blanks);
		if (this.skip('[')) return this.list(']', depth);
		if (this.skip('(')) return this.list(')', depth);
		if (this.skip('{')) return this.record(depth);
		const quote = this.take(stringStart)?.[1];
		if (quote !== undefined) return this.string(quote);
		const name = this.take(constant)?.[0];
		// JSON has neither NaN nor infinity.
		if (name !== undefined) return constants[name] ?? null;
		const digits = this.take(number)?.[0];
		if (digits === undefined) throw new NotALiteral();
		return Number(digits.replaceAll('_', ''));
	}

	isAtEnd(): boolean {
		this.take(blanks);
		return this.position === this.text.length;
	}

	private list(end: string, depth: number): unknown[] {
		const entries: unknown[] = [];
		while (!this.skip(end)) {
			entries.push(this.value(depth + 1));
			this.separator(end);
		}
		return entries;
	}

	private record(depth: number): Record<string, unknown> {
		const entries: Array<[string, unknown]> = [];
		while (!this.skip('}')) {
			const key = String(this.value(depth + 1));
			if (!this.skip(':')) throw new NotALiteral();
			entries.push([key, this.value(depth + 1)]);
			this.separator('}');
		}
		return Object.fromEntries(entries);
	}

	private string(quote: string): string {
		const plain = quote === "'" ? /[^'\\\n]+/y : /[^"\\\n]+/y;
		const pieces: string[] = [];
		while (!this.isNext(quote)) {
			const piece = this.take(plain)?.[0] ?? this.escapedCharacter();
			pieces.push(piece);
		}
		this.position++;
		return pieces.join('');
	}

	private escapedCharacter(): string {
		const found = this.take(escape);
		if (found === null) throw new NotALiteral();
		const [whole, x, u, long, octal, character = ''] = found;
		const code = octal === undefined ? parseInt(x ?? u ?? long ?? '', 16) : parseInt(octal, 8);
		if (Number.isNaN(code)) return escaped[character] ?? whole;
		if (code > 0x10ffff) throw new NotALiteral();
		return String.fromCodePoint(code);
	}

	/** A comma, or the end ahead. */
	private separator(end: string): void {
		this.take(blanks);
		if (!this.skip(',') && !this.isNext(end)) throw new NotALiteral();
	}

	private skip(mark: string): boolean {
		this.take(blanks);
		if (!this.isNext(mark)) return false;
		this.position++;
		return true;
	}

	private isNext(mark: string): boolean {
		return this.text[this.position] === mark;
	}

	private take(pattern: RegExp): RegExpExecArray | null {
		pattern.lastIndex = this.position;
		const found = pattern.exec(this.text);
		if (found !== null) this.position = pattern.lastIndex;
		return found;
	}
}
