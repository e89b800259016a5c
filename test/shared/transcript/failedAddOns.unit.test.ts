import type { TranscriptionJob } from '../../../nodes/shared/api/types';
import { failedAddOns, failureNote } from '../../../nodes/shared/transcript/failedAddOns';
import { liveCall, meeting, meetingFailures, odd, queued, silence } from '../output/documents';

describe('failedAddOns', () => {
	it('finds failed sections, translations and prompts', () => {
		expect(failedAddOns(meeting)).toEqual(meetingFailures);
	});

	it('finds failed live messages once, and leaves out those that are not about an add-on', () => {
		expect(failedAddOns(liveCall)).toEqual([
			{ add_on: 'sentiment_analysis', message: 'Overloaded' },
		]);
	});

	it('is empty when no add-on failed or none has started', () => {
		expect(failedAddOns(silence)).toEqual([]);
		expect(failedAddOns(queued)).toEqual([]);
		expect(failureNote(silence)).toEqual({});
	});

	it('always has a message, whatever the error looks like', () => {
		const job = {
			...silence,
			result: {
				translation: { success: false, error: null },
				summarization: { success: true, error: 'Plain text' },
				moderation: { success: false, error: { status_code: 504, message: '' } },
				display_mode: { success: false, error: { exception: 'OutOfMemory' } },
				transcription: { sentences: [{ success: false, error: { message: 'No sentences' } }] },
				a_new_add_on: { success: false, error: { message: 'Not known yet' } },
			},
		} as unknown as TranscriptionJob;
		expect(failedAddOns(job)).toEqual([
			{ add_on: 'translation', message: 'Gladia gave no reason' },
			{ add_on: 'summarization', message: 'Plain text' },
			{ add_on: 'moderation', message: 'Gladia gave no reason (status 504)' },
			{ add_on: 'display_mode', message: 'OutOfMemory' },
			{ add_on: 'a_new_add_on', message: 'Not known yet' },
			{ add_on: 'sentences', message: 'No sentences' },
		]);
		expect(failedAddOns(odd)).toEqual([
			{ add_on: 'named_entity_recognition', message: 'Gladia gave no reason' },
		]);
	});
});
