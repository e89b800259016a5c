import type { DialogueOptions } from '../../../nodes/shared/transcript/dialogue';
import { writeDialogue } from '../../../nodes/shared/transcript/dialogue';
import { readUtterances, utterancesOf } from '../../../nodes/shared/transcript/utterances';
import { liveCall, meeting, odd, silence } from '../output/documents';

const plain: DialogueOptions = {
	timestamps: 'none',
	speakerNames: { speakers: new Map(), channels: new Map() },
	paragraphPause: 2,
};

describe('writeDialogue', () => {
	it('writes a line per paragraph, counting speakers from 1', () => {
		expect(writeDialogue(utterancesOf(meeting), plain)).toEqual({
			dialogue: [
				'Speaker 1: Hello from New York, friends.',
				'Speaker 2: New York?',
				'Speaker 2: The café opens.',
			].join('\n'),
			speakers: [
				{ label: 'Speaker 1', speaker: 0, channel: 0 },
				{ label: 'Speaker 2', speaker: 1, channel: 0 },
			],
		});
	});

	it('uses names and times', () => {
		const options = {
			...plain,
			speakerNames: { ...plain.speakerNames, speakers: new Map([[2, 'Bob']]) },
			paragraphPause: 5,
		};
		const lines = (timestamps: string) =>
			writeDialogue(utterancesOf(meeting), { ...options, timestamps }).dialogue.split('\n');
		expect(lines('clock')).toEqual([
			'[00:00:00] Speaker 1: Hello from New York, friends.',
			'[00:00:02] Bob: New York? The café opens.',
		]);
		expect(lines('milliseconds')[1]).toBe('[00:00:02.500] Bob: New York? The café opens.');
		expect(lines('range')[1]).toBe('[00:00:02 - 00:00:08] Bob: New York? The café opens.');
	});

	it('labels channels when there are no speakers, in the order of time', () => {
		expect(writeDialogue(utterancesOf(liveCall), plain)).toEqual({
			dialogue: 'Channel 1: はい、東京です。\nChannel 2: わかりました。\nChannel 1: 元気?',
			speakers: [
				{ label: 'Channel 1', speaker: null, channel: 0 },
				{ label: 'Channel 2', speaker: null, channel: 1 },
			],
		});
	});

	it('needs no labels for a single voice, and no times', () => {
		const options = { ...plain, timestamps: 'clock' };
		expect(writeDialogue(utterancesOf(odd), options)).toEqual({
			dialogue: 'Only the text is here.',
			speakers: [],
		});
		expect(writeDialogue(utterancesOf(silence), options)).toEqual({ dialogue: '', speakers: [] });
	});

	it('labels unknown speakers, and counts past the hour', () => {
		const utterances = readUtterances([
			{ start: 3599.9996, end: 3661.5, speaker: 9, text: 'On the hour.' },
			{ start: 3665, end: 3666, text: 'Who said that?' },
		]);
		expect(writeDialogue(utterances, { ...plain, timestamps: 'range' }).dialogue).toBe(
			'[01:00:00 - 01:01:01] Speaker 10: On the hour.\n' +
				'[01:01:05 - 01:01:06] Unknown Speaker: Who said that?',
		);
	});
});
