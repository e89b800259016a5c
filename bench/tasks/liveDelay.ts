import type { StructuredChunk } from 'n8n-workflow';
import { openBinaryStore } from '../binaryStore';
import { builtNode } from '../builtPackage';
import type { ServerMessage } from '../live/bareClient';
import { bareStream } from '../live/bareClient';
import { ensurePlatformSocket } from '../live/platformSocket';
import { liveParameters } from '../live/stream';
import { outputOf } from '../nodeRun';
import type { LiveWay } from './liveStream';
import type { MadeFile } from './makeFile';

/** How long messages of the server were under way, in milliseconds. */
export interface Delays {
	platform: string;
	/** Of each transcript, partial or final, until it was received or sent on as a chunk. */
	transcripts: number[];
	/** Of the very last message, until all sessions or the node's execution were over. */
	end: number;
}

type Stream = (files: MadeFile[]) => Promise<Omit<Delays, 'platform'>>;

/** Streams files side by side at the speed of speech in one of the ways; the tiny one rehearses. */
export async function run(input: {
	way: LiveWay;
	url: string;
	folder: string;
	files: MadeFile[];
	tiny: MadeFile;
}): Promise<Delays> {
	const { way, url, folder, files, tiny } = input;
	const platform = ensurePlatformSocket();
	await openBinaryStore(folder);
	const stream = way === 'node' ? throughNode(url) : throughClient(url);
	await stream([tiny]);
	return { platform, ...(await stream(files)) };
}

/** Now, on the clock of `created_at` but in fractions of its milliseconds. */
const now = () => performance.timeOrigin + performance.now();

const delayOf = ({ created_at: sent }: ServerMessage, at: number) => at - Date.parse(sent);

function throughNode(url: string): Stream {
	const gladiaLive = builtNode('GladiaLive');
	const parameters = {
		...liveParameters(1),
		returnAs: 'messages',
		messages: { receivePartialTranscripts: true },
	};
	return async (files) => {
		const chunks = files.map((): number[] => []);
		const hear = ({ type, metadata }: StructuredChunk) => {
			if (type === 'item') chunks[metadata.itemIndex]?.push(now());
		};
		const items = files.map(({ binary }) => ({ json: {}, binary: { data: binary } }));
		const output = await outputOf(gladiaLive, url, items, parameters, hear);
		const ended = now();
		const messages = output.map(({ json }) => json as unknown as ServerMessage);
		// A chunk does not say when its message was sent, but both are in the order of their coming.
		const transcripts = messages.filter(({ type }) => type === 'transcript');
		const sent = chunks.flat();
		if (transcripts.length !== sent.length) {
			throw new Error(`${transcripts.length} transcripts made ${sent.length} chunks`);
		}
		const delays = transcripts.map((message, n) => delayOf(message, sent[n] ?? NaN));
		return { transcripts: delays, end: lastDelay(messages, ended) };
	};
}

function throughClient(url: string): Stream {
	return async (files) => {
		const messages: ServerMessage[] = [];
		const transcripts: number[] = [];
		const hear = (message: ServerMessage) => {
			if (message.type === 'transcript') transcripts.push(delayOf(message, now()));
			messages.push(message);
		};
		const wanted = { receive_partial_transcripts: true };
		const streams = files.map(
			async ({ path }) => await bareStream({ url, path, speed: 1, messages: wanted, hear }),
		);
		await Promise.all(streams);
		return { transcripts, end: lastDelay(messages, now()) };
	};
}

function lastDelay(messages: ServerMessage[], at: number): number {
	return Math.min(...messages.map((message) => delayOf(message, at)));
}
