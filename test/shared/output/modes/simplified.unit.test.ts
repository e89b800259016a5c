import Ajv from 'ajv';
import { simplifiedSchema } from '../../../../nodes/shared/output/baseFields';
import { simplify } from '../chosen';
import { failedJob, liveCall, meeting, meetingFailures, odd, queued, silence } from '../documents';

describe('simplify', () => {
	it('reads the ten fields of a finished job', () => {
		expect(simplify(meeting)).toEqual({
			id: 'meeting-id',
			status: 'done',
			filename: 'meeting.mp3',
			audio_duration: 9.25,
			languages: ['en'],
			speaker_count: 2,
			full_transcript: 'Hello from New York, friends. New York? The café opens.',
			summary: 'They greet each other.',
			custom_metadata: { team: 'sales' },
			failed_add_ons: meetingFailures,
		});
	});

	it('counts channels without diarization, and finds failures of a live session', () => {
		expect(simplify(liveCall)).toEqual({
			id: 'live-id',
			status: 'done',
			filename: 'call.wav',
			audio_duration: 5,
			languages: ['ja'],
			speaker_count: 2,
			full_transcript: 'はい、東京です。 わかりました。 元気?',
			summary: null,
			custom_metadata: null,
			failed_add_ons: [{ add_on: 'sentiment_analysis', message: 'Overloaded' }],
		});
	});

	it('keeps the shape for a job that is not done', () => {
		const nothing = {
			filename: null,
			audio_duration: null,
			languages: [],
			speaker_count: null,
			full_transcript: null,
			summary: null,
			custom_metadata: null,
			failed_add_ons: [],
		};
		expect(simplify(queued)).toEqual({ id: 'queued-id', status: 'queued', ...nothing });
		expect(simplify(failedJob)).toEqual({
			id: 'failed-id',
			status: 'error',
			...nothing,
			error_code: 422,
		});
	});

	it('returns what the schema for the editor promises, and nothing else', () => {
		const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(simplifiedSchema);
		const check = (json: object) => ({ valid: validate(json), errors: validate.errors });
		for (const job of [meeting, liveCall, queued, failedJob, silence, odd]) {
			expect(check(simplify(job))).toEqual({ valid: true, errors: null });
		}
		expect(validate({ ...simplify(meeting), more: 1 })).toBe(false);
		const { summary, ...less } = simplify(meeting);
		expect(summary).toBe('They greet each other.');
		expect(validate(less)).toBe(false);
	});
});
