import type { ValueOf } from '../../../nodes/shared/json/itemSchema';
import {
	flag,
	integer,
	listOf,
	objectOf,
	openObject,
	orNull,
	text,
} from '../../../nodes/shared/json/itemSchema';

it('describes an object with exactly its fields', () => {
	const job = objectOf({ id: text, speakers: orNull(integer), done: flag }, { note: text });
	// The compiler knows the same of its values.
	const value: ValueOf<typeof job> = { id: 'a', speakers: null, done: true };
	expect(job).toEqual({
		type: 'object',
		properties: {
			id: { type: 'string' },
			speakers: { type: ['integer', 'null'] },
			done: { type: 'boolean' },
			note: { type: 'string' },
		},
		required: Object.keys(value),
		additionalProperties: false,
	});
});

it('describes an object that may have more, in a list', () => {
	const properties = { word: { type: 'string' } };
	expect(listOf(openObject({ word: text }, ['word']))).toEqual({
		type: 'array',
		items: { type: 'object', properties, required: ['word'], additionalProperties: true },
	});
	expect(openObject({ word: text })).toEqual({
		type: 'object',
		properties,
		additionalProperties: true,
	});
});
