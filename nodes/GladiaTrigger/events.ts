import type { INodePropertyOptions } from 'n8n-workflow';

/** Who calls: the webhook of the whole account, or the callback of one job. */
export type Sender = 'webhook' | 'callback';

interface EventType {
	title: string;
	/** What has happened, without a full stop. */
	description: string;
	sentBy: Sender[];
	/** Whether a result exists when this event arrives. */
	hasResult?: true;
	/** What the job must show to confirm the event; undefined: the API cannot confirm the content. */
	confirmedBy?: Evidence;
}

/**
 * What confirms an event that came without proof: the job was created recently, or ended recently: with
 * success, with a failure, or either way.
 */
export type Evidence = 'created' | 'done' | 'failed' | 'ended';

const callback: Sender[] = ['callback'];
const both: Sender[] = ['webhook', 'callback'];

/**
 * Every event that can start a workflow, by Gladia's name for it. Only transcripts have two names of our
 * own, as Gladia distinguishes final and partial ones in the message.
 */
export const eventTypes: Record<string, EventType> = {
	'transcription.created': {
		title: 'Transcription Created',
		description: 'A transcription of a file was started',
		sentBy: ['webhook'],
		confirmedBy: 'created',
	},
	'transcription.success': {
		title: 'Transcription Success',
		description: 'The transcript of a file is ready',
		sentBy: both,
		hasResult: true,
		confirmedBy: 'done',
	},
	'transcription.error': {
		title: 'Transcription Error',
		description: 'A file could not be transcribed',
		sentBy: both,
		confirmedBy: 'failed',
	},
	'live.start_session': {
		title: 'Live Session Started',
		description: 'A live session was opened',
		sentBy: both,
		confirmedBy: 'created',
	},
	'live.start_recording': {
		title: 'Live Recording Started',
		description: 'The first audio of a live session arrived',
		sentBy: both,
		confirmedBy: 'created',
	},
	'live.end_recording': {
		title: 'Live Recording Ended',
		description: 'A live session receives no more audio',
		sentBy: both,
		confirmedBy: 'created',
	},
	'live.end_session': {
		title: 'Live Session Ended',
		description: 'A live session ended and its result is ready',
		sentBy: both,
		hasResult: true,
		confirmedBy: 'ended',
	},
	'live.transcript.final': {
		title: 'Live Final Transcript',
		description: 'The final transcript of an utterance is ready',
		sentBy: callback,
	},
	'live.transcript.partial': {
		title: 'Live Partial Transcript',
		description: 'The transcript of an utterance in progress, many per second',
		sentBy: callback,
	},
	'live.speech_start': {
		title: 'Live Speech Started',
		description: 'Someone started speaking',
		sentBy: callback,
	},
	'live.speech_end': {
		title: 'Live Speech Ended',
		description: 'Someone stopped speaking',
		sentBy: callback,
	},
	'live.translation': {
		title: 'Live Translation',
		description: 'An utterance was translated',
		sentBy: callback,
	},
	'live.named_entity_recognition': {
		title: 'Live Named Entities',
		description: 'Named entities, such as people, places or dates, were found in an utterance',
		sentBy: callback,
	},
	'live.sentiment_analysis': {
		title: 'Live Sentiment',
		description: 'The sentiment of an utterance was detected',
		sentBy: callback,
	},
	'live.post_transcript': {
		title: 'Live Session Transcript',
		description: 'The transcript of the whole session is ready',
		sentBy: callback,
	},
	'live.post_final_transcript': {
		title: 'Live Session Result',
		description: 'The result of the whole session is ready, with everything requested',
		sentBy: callback,
		hasResult: true,
		confirmedBy: 'ended',
	},
	'live.post_summarization': {
		title: 'Live Session Summary',
		description: 'The summary of the whole session is ready',
		sentBy: callback,
	},
	'live.post_chapterization': {
		title: 'Live Session Chapters',
		description: 'The chapters of the whole session are ready',
		sentBy: callback,
	},
	'live.audio_chunk': {
		title: 'Live Audio Acknowledged',
		description: 'Gladia received a chunk of audio, many per second',
		sentBy: callback,
	},
	'live.stop_recording': {
		title: 'Live Stop Acknowledged',
		description: 'Gladia received the request to end a recording',
		sentBy: callback,
	},
};

/** The choice that also accepts events that Gladia may add later. */
export const ALL_EVENTS = 'all';

/** Choices that can come with a result. */
export const eventsWithResult = [
	ALL_EVENTS,
	...Object.keys(eventTypes).filter((name) => eventTypes[name]?.hasResult),
];

const senders: Record<string, string> = {
	webhook: 'account webhook',
	callback: 'callback',
	'webhook,callback': 'account webhook or callback',
};

export const eventOptions: INodePropertyOptions[] = [
	{ name: 'All', value: ALL_EVENTS, description: 'Every event that Gladia sends' },
	...Object.entries(eventTypes)
		.map(([value, { title, description, sentBy }]) => ({
			name: title,
			value,
			description: `${description} (${senders[sentBy.join()]})`,
		}))
		.toSorted((left, right) => left.name.localeCompare(right.name, 'en')),
];
