import Ajv from 'ajv';
import { simplifiedSchema } from '../../../../nodes/shared/output/baseFields';
import { simplify } from '../chosen';
import { failedJob, liveCall, meeting, meetingFailures, odd, queued, silence } from '../documents';

describe('simplify', () => {
	it('shows the texts first, then what the add-ons found, then the facts, and the id last', () => {
		const item = simplify(meeting);
		expect(item).toEqual({
			full_transcript: 'Hello from New York, friends. New York? The café opens.',
			summary: 'They greet each other.',
			dialogue:
				'Speaker 1: Hello from New York, friends.\nSpeaker 2: New York?\nSpeaker 2: The café opens.',
			speakers: [
				{ label: 'Speaker 1', speaker: 0, channel: 0 },
				{ label: 'Speaker 2', speaker: 1, channel: 0 },
			],
			translations: { fr: 'Bonjour de New York.', de: null },
			translated_dialogues: { fr: 'Speaker 1: Bonjour de New York.', de: null },
			answers: { answer_1: 'New York', answer_2: null },
			sentiment: {
				...{ score: 1, positive: 1, neutral: 0, negative: 0 },
				by_speaker: { 'Speaker 1': { score: 1, positive: 1, neutral: 0, negative: 0 } },
			},
			entities: { LOCATION: ['New York'] },
			chapters: [{ headline: 'Greeting', summary: 'They meet', start: 0, end: 3.5 }],
			sentences: [
				...['Hello from New York, friends.', 'New York?', 'It was never said.', 'The café opens.'],
			],
			moderation: null,
			filename: 'meeting.mp3',
			audio_duration: 9.25,
			languages: ['en'],
			speaker_count: 2,
			status: 'done',
			custom_metadata: { team: 'sales' },
			failed_add_ons: meetingFailures,
			id: 'meeting-id',
		});
		expect(Object.keys(item).join()).toBe(
			'full_transcript,summary,dialogue,speakers,translations,translated_dialogues,answers,sentiment,' +
				'entities,chapters,sentences,moderation,filename,audio_duration,languages,speaker_count,' +
				'status,custom_metadata,failed_add_ons,id',
		);
	});

	it('has ten fields without add-ons', () => {
		expect(Object.keys(simplify(silence))).toHaveLength(10);
	});

	it('tells channels apart without diarization, and finds failures of a live session', () => {
		expect(simplify(liveCall)).toEqual({
			full_transcript: 'はい、東京です。 わかりました。 元気?',
			summary: null,
			dialogue: 'Channel 1: はい、東京です。\nChannel 2: わかりました。\nChannel 1: 元気?',
			speakers: [
				{ label: 'Channel 1', speaker: null, channel: 0 },
				{ label: 'Channel 2', speaker: null, channel: 1 },
			],
			chapters: [{ headline: 'Tokyo', start: 0, end: 5 }],
			filename: 'call.wav',
			audio_duration: 5,
			languages: ['ja'],
			speaker_count: 2,
			status: 'done',
			custom_metadata: null,
			failed_add_ons: [{ add_on: 'sentiment_analysis', message: 'Overloaded' }],
			id: 'live-id',
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
