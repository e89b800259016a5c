import type { SpeakerNames } from '../../../nodes/shared/transcript/speakerLabels';
import {
	distinctSpeakers,
	speakerCount,
	speakerLabels,
} from '../../../nodes/shared/transcript/speakerLabels';
import { readUtterances } from '../../../nodes/shared/transcript/utterances';

const names = (
	speakers: Record<number, string> = {},
	channels: Record<number, string> = {},
): SpeakerNames => {
	const mapOf = (list: Record<number, string>) =>
		new Map(Object.entries(list).map(([number, name]) => [Number(number), name]));
	return { speakers: mapOf(speakers), channels: mapOf(channels) };
};

type Voice = { speaker?: number; channel?: number };

function heard(voices: Voice[], given = names()) {
	const utterances = readUtterances(voices.map((voice) => ({ ...voice, text: 'Yes' })));
	const labelOf = speakerLabels(utterances, given);
	return {
		labels: utterances.map(labelOf),
		speakers: distinctSpeakers(utterances, labelOf),
		count: speakerCount(utterances, given),
	};
}

const diarized = [
	{ speaker: 1, channel: 0 },
	{ speaker: 0, channel: 1 },
	{ channel: 1 },
	{ speaker: 1, channel: 0 },
];
const twoChannels = [{ channel: 1 }, { channel: 0 }];
const oneVoice = [{ channel: 0 }, { channel: 0 }];

describe('speakerLabels', () => {
	it('counts speakers from 1, and lists them in order of appearance', () => {
		expect(heard(diarized)).toEqual({
			labels: ['Speaker 2', 'Speaker 1', 'Unknown Speaker', 'Speaker 2'],
			speakers: [
				{ label: 'Speaker 2', speaker: 1, channel: 0 },
				{ label: 'Speaker 1', speaker: 0, channel: 1 },
				{ label: 'Unknown Speaker', speaker: null, channel: 1 },
			],
			count: 2,
		});
	});

	it('lets channels take the place of speakers, and needs no labels for one voice', () => {
		expect(heard(twoChannels)).toMatchObject({ labels: ['Channel 2', 'Channel 1'], count: 2 });
		expect(heard(oneVoice)).toEqual({ labels: [null, null], speakers: [], count: null });
		expect(heard([])).toEqual({ labels: [], speakers: [], count: null });
	});

	it('names speakers by number, and channels where there are no speakers', () => {
		const given = names({ 1: 'Ann', 2: 'Bob' });
		expect(heard(diarized, given).labels).toEqual(['Bob', 'Ann', 'Unknown Speaker', 'Bob']);
		expect(heard(twoChannels, given).labels).toEqual(['Bob', 'Ann']);
		expect(heard(oneVoice, given).labels).toEqual([null, null]);
	});

	it('names channels, unless the speaker has a name', () => {
		const given = names({ 2: 'Bob' }, { 1: 'Agent', 2: 'Customer' });
		expect(heard(diarized, given).labels).toEqual(['Bob', 'Customer', 'Customer', 'Bob']);
		expect(heard(twoChannels, given).labels).toEqual(['Customer', 'Agent']);
		expect(heard(oneVoice, given).labels).toEqual(['Agent', 'Agent']);
	});

	it('counts voices with the same name as one person', () => {
		expect(heard(diarized, names({ 1: 'Ann', 2: 'Ann' }))).toMatchObject({
			speakers: [
				{ label: 'Ann', speaker: 1, channel: 0 },
				{ label: 'Unknown Speaker', speaker: null, channel: 1 },
			],
			count: 1,
		});
	});

	it('keeps a name on one line and without colons, and ignores one that is nothing else', () => {
		const given = names({ 1: ' Ann: I quit\nBob ', 2: '：' });
		expect(heard(diarized, given).labels.slice(0, 2)).toEqual(['Speaker 2', 'Ann I quit Bob']);
	});
});
