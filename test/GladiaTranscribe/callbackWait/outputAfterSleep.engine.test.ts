import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { SuspendedExecution } from './suspendedExecution';

interface Said {
	speaker: number;
	text: string;
}

const customers = ['Ann', 'Bob'];
const items = customers.map((name, n) => ({
	json: { url: `https://example.com/${n}.mp3`, id: n, customer: { name } },
}));
const outputOptions = {
	includeInputFields: 'id, customer.name, title',
	speakerNamesJson: '={{ { "1": $json.customer.name } }}',
};

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ jobSeconds: 0.5 });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

/** The items after the sleep, and the job of each input item with the names of its speakers. */
async function sleepAndWake(parameters: INodeParameters) {
	const execution = await SuspendedExecution.start({
		items,
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		nodes: [{ diarization: true, outputOptions, ...parameters }],
	});
	expect(execution.status).toBe('waiting');
	await execution.ended(30_000);
	const jobs = items.map(({ json: { url } }, item) => {
		const job = sandbox.jobs().find(({ request_params }) => request_params?.audio_url === url);
		const { metadata, transcription } = Object(job?.result);
		return {
			id: job?.id,
			metadata,
			transcription,
			utterances: transcription.utterances as Said[],
			filename: `${item}.mp3`,
			labels: [customers[item], 'Speaker 2'],
		};
	});
	return { received: execution.items.map(({ json }) => json), jobs };
}

describe('what an item takes from before the sleep', () => {
	it('one per transcription: fields of the input, and names of speakers', async () => {
		const { received, jobs } = await sleepAndWake({});
		expect(received).toEqual(
			jobs.map(({ id, metadata, transcription, utterances, filename, labels }, item) => ({
				full_transcript: transcription.full_transcript,
				summary: null,
				// The invented speakers take turns.
				dialogue: utterances.map(({ speaker, text }) => `${labels[speaker]}: ${text}`).join('\n'),
				speakers: labels.map((label, speaker) => ({ label, speaker, channel: 0 })),
				filename,
				audio_duration: metadata.audio_duration,
				languages: ['en'],
				speaker_count: 2,
				status: 'done',
				custom_metadata: null,
				failed_add_ons: [],
				id,
				input_id: item,
				customer: { name: customers[item] },
				title: null,
			})),
		);
	});

	it('one per utterance: the same in every row', async () => {
		const { received, jobs } = await sleepAndWake({ output: 'items' });
		const clock = expect.stringMatching(/^00:0\d:\d\d$/) as string;
		expect(received).toEqual(
			jobs.flatMap(({ id, utterances, filename, labels }, item) =>
				utterances.map((utterance, index) => ({
					...utterance,
					words: undefined,
					speaker_label: labels[utterance.speaker],
					start_time: clock,
					end_time: clock,
					filename,
					index,
					transcription_id: id,
					id: item,
					customer: { name: customers[item] },
					title: null,
				})),
			),
		);
	});
});
