import { collect, CollectedParts } from '../../../nodes/GladiaLive/messages/collectMessages';
import type { LiveMessage } from '../../../nodes/GladiaLive/messages/liveMessage';
import { completeFrom, lacksAudio } from '../../../nodes/GladiaLive/output/storedResult';
import type { StreamedSession } from '../../../nodes/GladiaLive/output/streamedSession';
import { isJob } from '../../../nodes/shared/api/jobs';

const streamed = (readSeconds: number, parts = new CollectedParts()): StreamedSession => ({
	parts,
	readSeconds,
	acknowledgedSeconds: 0,
	reachedLimit: false,
	report: {
		end: { outcome: 'complete', reason: '' },
		readBytes: 0,
		acknowledgedBytes: 0,
		isAllSent: true,
		isOver: true,
		reconnects: 0,
		misplacedBytes: 0,
	},
});
const job = (content: object) => {
	const document: unknown = { id: 'a', status: 'done', ...content };
	if (!isJob(document)) throw new Error('Not a job');
	return document;
};

describe('A session lacks audio', () => {
	it('if Gladia reports over a second less than was sent', () => {
		const stored = job({ file: { audio_duration: 10 } });
		expect(lacksAudio(streamed(11), stored)).toBe(false);
		expect(lacksAudio(streamed(11.1), stored)).toBe(true);
	});

	it('by the longest duration that is reported', () => {
		const parts = new CollectedParts();
		collect(parts, { type: 'end_recording', data: { recording_duration: 12 } });
		const stored = job({ result: { metadata: { audio_duration: 10 } } });
		expect(lacksAudio(streamed(13, parts), stored)).toBe(false);
	});

	it('perhaps, if no duration is reported', () => {
		expect(lacksAudio(streamed(11))).toBeUndefined();
	});
});

describe('The document of a session', () => {
	const message = (id: string): LiveMessage => ({
		type: 'transcript',
		data: { id, is_final: true, utterance: { text: id } },
	});

	it('adds messages that were missed, in either form, and the result', () => {
		const parts = new CollectedParts();
		const messages = [message('1')];
		collect(parts, message('1'));
		const stored = [JSON.stringify(message('1')), JSON.stringify(message('2')), message('3'), 7];
		const result = { messages: stored, metadata: { audio_duration: 3 } };
		completeFrom(job({ result }), parts, messages);
		expect([...parts.utterances.keys()]).toEqual(['1', '2', '3']);
		expect(messages).toEqual([message('1'), message('2'), message('3')]);
		expect(parts.result).toEqual({ metadata: { audio_duration: 3 } });
	});

	it('does not replace a result that was received', () => {
		const parts = new CollectedParts();
		collect(parts, { type: 'post_final_transcript', data: { metadata: { audio_duration: 4 } } });
		completeFrom(job({ result: { metadata: { audio_duration: 3 } } }), parts, []);
		expect(parts.result).toEqual({ metadata: { audio_duration: 4 } });
	});

	it('adds nothing before it is finished', () => {
		const parts = new CollectedParts();
		completeFrom(job({ status: 'processing', result: { metadata: {} } }), parts, []);
		completeFrom(undefined, parts, []);
		expect(parts.result).toBeNull();
	});
});
