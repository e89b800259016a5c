import type { ApiParameter } from './definition';

/** The kinds of messages of a session; Gladia sends each to the socket, a callback, or both. */
const messageKinds = [
	{
		key: 'receive_acknowledgments',
		name: 'Acknowledgments',
		isDefault: true,
		what: 'confirmations of every piece of audio',
	},
	{
		key: 'receive_errors',
		name: 'Errors',
		isDefault: true,
		what: 'what went wrong during the session',
	},
	{
		key: 'receive_final_transcripts',
		name: 'Final Transcripts',
		isDefault: true,
		what: 'each utterance when it is complete',
	},
	{
		key: 'receive_lifecycle_events',
		name: 'Lifecycle Events',
		isDefault: false,
		what: 'the begin and end of session and recording',
	},
	{
		key: 'receive_partial_transcripts',
		name: 'Partial Transcripts',
		isDefault: false,
		what: 'utterances while they are being spoken',
	},
	{
		key: 'receive_post_processing_events',
		name: 'Post-Processing Events',
		isDefault: true,
		what: 'the whole transcript and the summary after the end',
	},
	{
		key: 'receive_pre_processing_events',
		name: 'Pre-Processing Events',
		isDefault: true,
		what: 'what is done to the audio before it is transcribed',
	},
	{
		key: 'receive_realtime_processing_events',
		name: 'Real-Time Processing Events',
		isDefault: true,
		what: 'translations, entities and sentiments while audio is running',
	},
	{
		key: 'receive_speech_events',
		name: 'Speech Events',
		isDefault: true,
		what: 'when someone begins and stops to speak',
	},
];

const on = { type: 'boolean', default: true } as const;
const off = { type: 'boolean', default: false } as const;

/** `messages_config.receive_…`: what comes over the socket, and so into the output of the node. */
export const socketMessages = messageKinds.map((kind) => messageSwitch('messages_config', kind));

/** `callback_config.receive_…`: what is sent to the callback URL. */
export const callbackMessages = messageKinds.map((kind) => messageSwitch('callback_config', kind));

function messageSwitch(config: string, kind: (typeof messageKinds)[number]): ApiParameter {
	const { key, name, isDefault, what } = kind;
	const path = `${config}.${key}`;
	const field = {
		...(isDefault ? on : off),
		displayName: name,
		name: key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
		description: `Whether Gladia sends ${what} (default ${isDefault ? 'on' : 'off'})`,
	};
	return { path, live: path, field };
}
