import { unknownValue } from '../../../nodes/shared/fields/unknownValue';

it('names the field, the value and what can be chosen', () => {
	expect(unknownValue('Return', 'all', ['messages', 'stored'])).toEqual({
		message: "'Return' does not know the value 'all'",
		description: 'Use one of messages, stored',
	});
});

it('lists nothing where nothing is given to list', () => {
	expect(unknownValue('Output', 'all')).toEqual({
		message: "'Output' does not know the value 'all'",
		description: 'Choose one of the values offered',
	});
});
