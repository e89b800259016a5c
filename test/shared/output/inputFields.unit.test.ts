import { readInputFields, withInputFields } from '../../../nodes/shared/output/inputFields';

const result = { full_transcript: 'Hello', id: 'job-1' };
const input = {
	id: 7,
	title: 'Call',
	customer: { name: 'Ann', email: 'ann@example.com', tags: ['new'] },
	'a.b': 'a name with a dot',
};

describe('withInputFields', () => {
	it('adds fields after those of the item, by name and by path', () => {
		const json = withInputFields(result, input, ['title', 'customer.email', 'customer.name']);
		expect(json).toEqual({
			...result,
			title: 'Call',
			customer: { email: 'ann@example.com', name: 'Ann' },
		});
		expect(Object.keys(json)).toEqual(['full_transcript', 'id', 'title', 'customer']);
		expect(withInputFields(result, input, ['a.b', 'customer.tags[0]'])).toEqual({
			...result,
			'a.b': 'a name with a dot',
			customer: { tags: { 0: 'new' } },
		});
	});

	it('has null for what the input lacks', () => {
		expect(withInputFields(result, input, ['nothing', 'customer.phone.home', 'title.x'])).toEqual({
			...result,
			nothing: null,
			customer: { phone: { home: null } },
			title: { x: null },
		});
	});

	it('replaces no field of the item, but renames that of the input', () => {
		expect(withInputFields(result, input, ['id'])).toEqual({ ...result, input_id: 7 });
		const both = { id: 7, input_id: 8 };
		expect(withInputFields(result, both, ['id', 'input_id'])).toEqual({
			...result,
			input_input_id: 7,
			input_id: 8,
		});
	});

	it('changes neither the input nor any object of JavaScript', () => {
		const before = structuredClone(input);
		withInputFields(result, input, ['customer', 'customer.phone', '__proto__.polluted']);
		expect(input).toEqual(before);
		expect({}).not.toHaveProperty('polluted');
		const json = withInputFields(result, JSON.parse('{"__proto__": {"x": 1}}'), ['__proto__']);
		expect(Object.getOwnPropertyDescriptor(json, '__proto__')?.value).toEqual({ x: 1 });
	});

	it('is the same item when nothing is to come along', () => {
		expect(withInputFields(result, input, [])).toBe(result);
	});
});

describe('readInputFields', () => {
	it.each([
		[undefined, []],
		['', []],
		[' title, customer.name ,title,', ['title', 'customer.name']],
		[['title', ''], ['title']],
	])('reads %j', (includeInputFields, paths) => {
		expect(readInputFields({ includeInputFields })).toEqual(paths);
	});
});
