import {
	literalIn,
	readPythonLiteral,
} from '../../../../nodes/shared/transcript/text/pythonLiteral';

describe('readPythonLiteral', () => {
	it.each([
		[
			"[{'text': 'Hi', 'score': 0.5, 'last': True, 'speaker': None}]",
			[{ text: 'Hi', score: 0.5, last: true, speaker: null }],
		],
		[`{"it's": "say \\"yes\\"", 'b': 'don\\'t'}`, { "it's": 'say "yes"', b: "don't" }],
		["('a', ('b',), ())", ['a', ['b'], []]],
		[
			'[-1.5e3, +2, .5, 1_000, nan, inf, -inf, False]',
			[-1500, 2, 0.5, 1000, null, null, null, false],
		],
		["'caf\\xe9 \\u00e9 \\U0001F3A7 \\101 \\n\\t\\\\ \\q'", 'café é 🎧 A \n\t\\ \\q'],
		['[1, 2,]', [1, 2]],
		[" { 'a' : [ ] , } ", { a: [] }],
		["u'x'", 'x'],
	])('reads %s', (text, value) => expect(readPythonLiteral(text)).toEqual(value));

	it.each([
		'',
		'not a literal',
		"['a'",
		"['a' 'b']",
		"{'a'}",
		"{'a': 1",
		"'open",
		"'line\nbreak'",
		'[1] [2]',
		'__import__("os").system("x")',
		'[x for x in y]',
		"'\\U00110000'",
		'1 + 1',
	])('does not read %j', (text) => expect(readPythonLiteral(text)).toBeUndefined());

	it('limits depth, not length, and never sets a prototype', () => {
		expect(readPythonLiteral('['.repeat(100_000))).toBeUndefined();
		const long = `[${"{'text': 'word', 'n': 1}, ".repeat(50_000)}]`;
		expect(readPythonLiteral(long)).toHaveLength(50_000);
		const polluted = readPythonLiteral("{'__proto__': {'x': 1}}") as object;
		expect(Object.getPrototypeOf(polluted)).toBe(Object.prototype);
		expect(Object.keys(polluted)).toEqual(['__proto__']);
	});
});

describe('literalIn', () => {
	it.each([
		['[{"text": "Hi"}]', [{ text: 'Hi' }]],
		["[{'text': 'Hi'}]", [{ text: 'Hi' }]],
		['Hi there', 'Hi there'],
		[7, 7],
		[undefined, undefined],
	])('reads the data in %j', (value, data) => expect(literalIn(value)).toEqual(data));
});
