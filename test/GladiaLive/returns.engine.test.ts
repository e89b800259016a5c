import type { BinaryDataService } from 'n8n-core';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { useBinaryStore } from '../support/engine';
import { linked, runLive, samples, spoken, usePlatformSocket, withFiles } from './support/nodeRun';
import { wav } from './support/waveFiles';

usePlatformSocket();

let sandbox: Sandbox;
let store: BinaryDataService;
beforeAll(async () => {
	sandbox = await startSandbox();
	store = await useBinaryStore();
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const customers = ['Ann', 'Bob'];
const SECONDS = samples.length / 32_000;

/**
 * Streams two calls, the agent on the first channel and the customer on the second, with names of speakers
 * and fields of the input item.
 *
 * @returns the items, and what the sandbox has stored of each session
 */
async function returned(returnAs: string) {
	const agent = wav(samples.subarray(0, 260_000));
	const customer = wav(Buffer.concat([Buffer.alloc(260_000), samples.subarray(260_000)]));
	const [first, second] = await withFiles(store, agent, customer);
	const binary = { agent: first?.binary?.data, customer: second?.binary?.data };
	const items = customers.map((name, id) => ({
		json: { id, call: id, customer: { name } },
		binary,
	}));
	const result = await runLive(sandbox, items as INodeExecutionData[], {
		parameters: {
			audioSource: 'tracks',
			binaryPropertyNames: ['agent', 'customer'],
			customMetadata: 'fields',
			metadataFields: { field: [{ name: 'call', value: '={{ $json.call }}' }] },
			messages: { receiveLifecycleEvents: true },
			returnAs,
			outputOptions: {
				includeInputFields: 'id, customer.name, title',
				speakerNamesJson: '={{ { "channel 1": "Agent", "channel 2": $json.customer.name } }}',
			},
		},
	});
	expect(result.error).toBeUndefined();
	const sessions = customers.map((_, call) => {
		const job = sandbox.jobs().find(({ custom_metadata }) => Object(custom_metadata).call === call);
		const { metadata, transcription, messages } = Object(job?.result);
		return {
			id: job?.id,
			filename: job?.file?.filename,
			metadata,
			utterances: transcription.utterances as Array<IDataObject & { channel: number }>,
			messages: (messages as string[]).map((message) => JSON.parse(message) as IDataObject),
		};
	});
	return { items: result.items.map(linked), sessions };
}

const labelsOf = (call: number) => ['Agent', customers[call]];
const included = (call: number) => ({ customer: { name: customers[call] }, title: null });

/** What both kinds of items for a whole session say. */
const wholeCall = (call: number) => ({
	full_transcript: spoken.join(' '),
	summary: null,
	dialogue: `Agent: ${spoken[0]} ${spoken[1]}\n${customers[call]}: ${spoken[2]} ${spoken[3]}`,
	speakers: labelsOf(call).map((label, channel) => ({ label, speaker: null, channel })),
	audio_duration: expect.closeTo(SECONDS, 3) as number,
	languages: ['en'],
	speaker_count: 2,
	failed_add_ons: [],
	input_id: call,
	...included(call),
});

describe('Include Input Fields and Speaker Names', () => {
	it('of one item with everything', async () => {
		const { items, sessions } = await returned('everything');
		const time = expect.stringMatching(/^20\d\d-\d\d-\d\dT/) as string;
		expect(items).toEqual(
			sessions.map(({ id, metadata, utterances }, item) => ({
				json: {
					...wholeCall(item),
					id,
					utterances: utterances.map((utterance, n) => ({
						id: `0${utterance.channel}-0000000${n}`,
						...utterance,
						speaker_label: labelsOf(item)[utterance.channel],
					})),
					translated_utterances: [],
					named_entities: [],
					sentiments: [],
					speech_events: utterances.flatMap(({ start, end, channel }) => [
						{ type: 'speech_start', time: start, channel },
						{ type: 'speech_end', time: end, channel },
					]),
					chapters: [],
					metadata,
					timings: {
						session_started_at: time,
						recording_started_at: time,
						first_transcript_at: time,
						recording_ended_at: time,
						session_ended_at: time,
					},
					errors: [],
					stream: {
						acknowledged_bytes: 2 * samples.length,
						acknowledged_seconds: SECONDS,
						reconnects: 0,
						misplaced_bytes: 0,
						reached_limit: false,
					},
				},
				pairedItem: { item },
			})),
		);
	});

	it('of one item per utterance', async () => {
		const { items, sessions } = await returned('utterances');
		const clock = expect.stringMatching(/^00:00:\d\d$/) as string;
		expect(items).toEqual(
			sessions.flatMap(({ id, utterances }, item) =>
				utterances.map((utterance, index) => ({
					json: {
						...utterance,
						words: undefined,
						speaker: null,
						speaker_label: labelsOf(item)[utterance.channel],
						start_time: clock,
						end_time: clock,
						id: `0${utterance.channel}-0000000${index}`,
						filename: null,
						index,
						transcription_id: id,
						input_id: item,
						...included(item),
					},
					pairedItem: { item },
				})),
			),
		);
	});

	it('of one item per message, which has no names', async () => {
		const { items, sessions } = await returned('messages');
		expect(items).toEqual(
			sessions.flatMap(({ messages }, item) =>
				messages.map((message) => ({
					json: { ...message, id: item, ...included(item) },
					pairedItem: { item },
				})),
			),
		);
	});

	it('of the stored result', async () => {
		const { items, sessions } = await returned('stored');
		expect(items).toEqual(
			sessions.map(({ id, filename }, item) => ({
				json: {
					...wholeCall(item),
					id,
					filename,
					status: 'done',
					custom_metadata: { call: item },
				},
				pairedItem: { item },
			})),
		);
	});
});
