import { parseFlatted } from '../../demo/flattedJson';

describe('parseFlatted', () => {
	it('follows the references in objects and lists, and leaves other values alone', () => {
		const text = JSON.stringify([
			{ name: '1', items: '2', count: 3, none: null, yes: true },
			'a text',
			['3', '4', 7, false],
			{ name: '1' },
			'12',
		]);

		expect(parseFlatted(text)).toEqual({
			name: 'a text',
			items: [{ name: 'a text' }, '12', 7, false],
			count: 3,
			none: null,
			yes: true,
		});
	});

	it('gives the same object for the same reference, also in a circle', () => {
		const parsed = parseFlatted('[{"child":"1","again":"1"},{"parent":"0"}]') as {
			child: { parent: unknown };
			again: unknown;
		};

		expect(parsed.child.parent).toBe(parsed);
		expect(parsed.again).toBe(parsed.child);
	});
});
