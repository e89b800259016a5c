import type { ApiParameter } from '../../../../nodes/shared/parameters/engine/definition';
import { numberIssue } from '../../../../nodes/shared/parameters/engine/numberIssue';

const speakers: ApiParameter = {
	path: 'speakers',
	field: {
		displayName: 'Speakers',
		name: 'speakers',
		type: 'number',
		default: 1,
		typeOptions: { minValue: 1, maxValue: 9, numberPrecision: 0 },
	},
};
const seconds: ApiParameter = {
	path: 'seconds',
	field: { ...speakers.field, displayName: 'Seconds', typeOptions: { minValue: 0 } },
};

it.each([undefined, 1, 9])('%j is valid', (value) =>
	expect(numberIssue(speakers, value)).toBeUndefined(),
);

it.each([
	[speakers, 'two', `'Speakers' is "two", which is not a number`],
	[speakers, NaN, "'Speakers' is null, which is not a number"],
	[speakers, 1.5, "'Speakers' is 1.5, which is not a whole number"],
	[speakers, 10, "'Speakers' is 10, which is out of range"],
	[seconds, -0.5, "'Seconds' is -0.5, which is out of range"],
])('names the label, the value and the reason (%#)', (parameter, value, message) => {
	const range = parameter === speakers ? 'a whole number from 1 to 9' : 'a number of 0 or more';
	expect(numberIssue(parameter, value)).toEqual({ message, description: `Enter ${range}` });
});

it('says which one of several is meant', () =>
	expect(numberIssue(speakers, 0, " of 'Gladia'")?.message).toBe(
		"'Speakers' of 'Gladia' is 0, which is out of range",
	));
