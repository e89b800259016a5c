import type { INodePropertyOptions } from 'n8n-workflow';

/** Who calls: the webhook set for the whole account, or the callback of one job. */
export type Sender = 'webhook' | 'callback';

interface EventType {
	title: string;
	/** What has happened, without a full stop. */
	description: string;
	sentBy: Sender[];
	/** Whether a result is there when this event comes. */
	hasResult?: true;
	/** What the job must show for Gladia to confirm the event; none: its content proves nothing. */
	confirmedBy?: Evidence;
}

/**
 * What confirms an event that came without proof: the job was created lately, or has ended lately,
 * successfully, with a failure, or either way.
 */
export type Evidence = 'created' | 'done' | 'failed' | 'ended';

const callback: Sender[] = ['callback'];
const both: Sender[] = ['webhook', 'callback'];

/**
 * Every event a workflow can start on, by the name that Gladia gives it. Only transcripts have two
 * names of ours, as Gladia tells final and partial ones apart in the message.
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
		description: 'A live session gets no more audio',
		sentBy: both,
		confirmedBy: 'created',
	},
	'live.end_session': {
		title: 'Live Session Ended',
		description: 'A live session is over and its result is ready',
		sentBy: both,
		hasResult: true,
		confirmedBy: 'ended',
	},
	'live.transcript.final': {
		title: 'Live Final Transcript',
		description: 'An utterance was transcribed for good',
		sentBy: callback,
	},
	'live.transcript.partial': {
		title: 'Live Partial Transcript',
		description: 'An utterance that is still being spoken, many per second',
		sentBy: callback,
	},
	'live.speech_start': {
		title: 'Live Speech Started',
		description: 'Somebody began to speak',
		sentBy: callback,
	},
	'live.speech_end': {
		title: 'Live Speech Ended',
		description: 'Somebody stopped speaking',
		sentBy: callback,
	},
	'live.translation': {
		title: 'Live Translation',
		description: 'An utterance was translated',
		sentBy: callback,
	},
	'live.named_entity_recognition': {
		title: 'Live Named Entities',
		description: 'Names, places, dates and the like were found in an utterance',
		sentBy: callback,
	},
	'live.sentiment_analysis': {
		title: 'Live Sentiment',
		description: 'The mood of an utterance was found',
		sentBy: callback,
	},
	'live.post_transcript': {
		title: 'Live Session Transcript',
		description: 'The transcript of the whole session is ready',
		sentBy: callback,
	},
	'live.post_final_transcript': {
		title: 'Live Session Result',
		description: 'The result of the whole session, with everything that was asked for',
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
		description: 'Gladia took a piece of audio, many per second',
		sentBy: callback,
	},
	'live.stop_recording': {
		title: 'Live Stop Acknowledged',
		description: 'Gladia took the request to end a recording',
		sentBy: callback,
	},
};

/** The choice that also lets events pass that Gladia will invent. */
export const ALL_EVENTS = 'all';

/** Choices that can bring a result. */
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
	{ name: 'All', value: ALL_EVENTS, description: 'Everything that Gladia sends' },
	...Object.entries(eventTypes)
		.map(([value, { title, description, sentBy }]) => ({
			name: title,
			value,
			description: `${description} (${senders[sentBy.join()]})`,
		}))
		.toSorted((left, right) => left.name.localeCompare(right.name, 'en')),
];
