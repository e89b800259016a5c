import { readSpeakerNames } from '../../../nodes/shared/output/speakerNames';
import { nodeOf } from '../../support/nodeOf';

const source = { node: nodeOf('gladiaTranscribe'), itemIndex: 1, read: () => null };
const read = (options: Record<string, unknown>) => {
	const { speakers, channels } = readSpeakerNames(source, options);
	return { speakers: Object.fromEntries(speakers), channels: Object.fromEntries(channels) };
};

describe('readSpeakerNames', () => {
	it.each([
		[undefined, {}, {}],
		['', {}, {}],
		['{}', {}, {}],
		[{ '1': 'Ann', 2: ' Bob ', 3: '', 4: null }, { 1: 'Ann', 2: 'Bob' }, {}],
		['{ "speaker 1": "Ann", "Channel_2": "Customer" }', { 1: 'Ann' }, { 2: 'Customer' }],
		[{ 'channel-1': 'Agent', 1: 7 }, { 1: '7' }, { 1: 'Agent' }],
	])('reads %j', (speakerNamesJson, speakers, channels) => {
		expect(read({ speakerNamesJson })).toEqual({ speakers, channels });
	});

	it('reads the table, which wins, and an object in its place', () => {
		const speaker = [
			{ number: 1, name: 'Ann' },
			{ number: 1, name: 'Agent', countedBy: 'channel' },
			{ number: 2, name: ' ' },
		];
		const speakerNamesJson = { 1: 'Someone', 2: 'Bob' };
		expect(read({ speakerNames: { speaker }, speakerNamesJson })).toEqual({
			speakers: { 1: 'Ann', 2: 'Bob' },
			channels: { 1: 'Agent' },
		});
		expect(read({ speakerNames: { 1: 'Ann' } }).speakers).toEqual({ 1: 'Ann' });
	});

	it.each([
		['Ann', 'is not an object'],
		[['Ann'], 'is not an object'],
		[{ Ann: 1 }, "has the unknown key 'Ann'"],
		[{ 1: { first: 'Ann' } }, "has no name for '1'"],
	])('says what is wrong with %j', (speakerNamesJson, what) => {
		expect(() => read({ speakerNamesJson })).toThrow(
			expect.objectContaining({
				message: `'Speaker Names (JSON)' ${what}`,
				description: expect.stringMatching(/^Enter an object of names by number/) as string,
				context: expect.objectContaining({ itemIndex: 1 }) as object,
			}),
		);
	});
});
