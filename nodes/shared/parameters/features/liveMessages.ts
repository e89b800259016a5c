import type { ApiParameter, Feature } from '../engine/definition';

interface MessageKind {
	key: string;
	name: string;
	isDefault: boolean;
	/** What Gladia sends, as part of the description. */
	what: string;
	/** How the node treats the switch for the socket, as a sentence of the description. */
	note?: string;
}

/** The kinds of messages of a session; Gladia sends each to the socket, a callback, or both. */
const messageKinds: MessageKind[] = [
	{
		key: 'receive_acknowledgments',
		name: 'Acknowledgments',
		isDefault: true,
		what: 'a confirmation of every chunk of audio',
		note: 'The node always requests them, to reconnect by itself without losing audio, but returns them only if this is set.',
	},
	{
		key: 'receive_errors',
		name: 'Errors',
		isDefault: true,
		what: 'what goes wrong during the session',
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
		what: 'the start and end of the session and the recording',
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
		what: 'the full transcript and the summary after the end',
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
		what: 'translations, entities and sentiments while the audio is streaming',
	},
	{
		key: 'receive_speech_events',
		name: 'Speech Events',
		isDefault: true,
		what: 'when someone starts and stops speaking',
	},
];

const SOCKET = 'messages_config';

const on = { type: 'boolean', default: true } as const;
const off = { type: 'boolean', default: false } as const;

/** `messages_config.receive_…`: what arrives on the socket, and so in the output of the node. */
const socketMessages = messageKinds.map((kind) => messageSwitch(SOCKET, kind));

/** `callback_config.receive_…`: what is sent to the callback URL. */
export const callbackMessages = messageKinds.map((kind) => messageSwitch('callback_config', kind));

/** Which messages the node gets; acknowledgments are always requested, to resume where needed. */
export const liveMessageSwitches: Feature = {
	settings: { displayName: 'Messages', name: 'messages', parameters: socketMessages },
};

function messageSwitch(config: string, kind: MessageKind): ApiParameter {
	const { key, name, isDefault, what, note } = kind;
	const path = `${config}.${key}`;
	const description = `Whether Gladia sends ${what} (default ${isDefault ? 'on' : 'off'})`;
	const field = {
		...(isDefault ? on : off),
		displayName: name,
		name: key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
		description: config === SOCKET && note ? `${description}. ${note}` : description,
	};
	return { path, live: path, field };
}
