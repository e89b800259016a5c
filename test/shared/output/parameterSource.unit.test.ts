import {
	bounded,
	readCollection,
	readKey,
	readList,
} from '../../../nodes/shared/output/parameterSource';
import { nodeOf } from '../../support/nodeOf';

const node = nodeOf('gladiaGetResult');
const source = (value: unknown) => ({ node, itemIndex: 2, read: () => value });

it.each([
	[
		['a', ' b ', '', 1],
		['a', 'b', '1'],
	],
	['a, b,,', ['a', 'b']],
])('reads the list %j', (value, list) =>
	expect(readList(source(value), 'list', 'List')).toEqual(list),
);

it.each([[[]], [' , '], [null]])('needs an entry in the list %j', (value) =>
	expect(() => readList(source(value), 'list', 'List')).toThrow(
		expect.objectContaining({
			message: "'List' is empty",
			description: "Fill in 'List', or choose another 'Output'",
		}),
	),
);

it('reads a value that is offered, and names the offered ones for any other value', () => {
	const offered = { a: 1, b: 2 };
	expect(readKey(source('a'), 'key', 'Key', offered)).toBe('a');
	expect(() => readKey(source('toString'), 'key', 'Key', offered)).toThrow(
		expect.objectContaining({
			message: "'Key' does not know the value 'toString'",
			description: 'Use one of a, b',
			context: expect.objectContaining({ itemIndex: 2 }) as object,
		}),
	);
});

it('reads a collection, also one that is not set', () => {
	expect(readCollection(source({ a: 1 }), 'options')).toEqual({ a: 1 });
	expect(readCollection(source(null), 'options')).toEqual({});
});

it.each([
	[5, 5],
	[-1, 0],
	[11, 10],
	['5', 3],
	[undefined, 3],
	[NaN, 3],
])('keeps %j within bounds', (value, number) => expect(bounded(value, 3, [0, 10])).toBe(number));
