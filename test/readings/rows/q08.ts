import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { runNode } from '../../support/engine';
import type { ReadingRow } from '../readingRow';

/** The answers to both starts are lost; nothing but the echo of the requests tells the jobs. */
const findsLostStarts: ReadingRow['run'] = async ({ sandbox }) => {
	const own = [0, 1].map((n) => `https://example.com/${n}.mp3`);
	for (const url of own) {
		sandbox.seedJob({
			created_at: new Date(Date.now() + 500).toISOString(),
			request_params: { audio_url: url, language_config: { languages: ['fr'] }, subtitles: true },
			custom_metadata: { order: 1, customer: { name: 'A', id: 7 } },
		});
	}
	sandbox.failNext({ kind: 'lose-response', method: 'POST', times: 2 });
	const result = await runNode({
		node: new GladiaTranscribe(),
		items: own.map((url) => ({ json: { url } })),
		parameters: {
			operation: 'start',
			audioSource: 'url',
			audioUrl: '={{ $json.url }}',
			languages: ['de'],
			subtitles: true,
			customMetadata: 'json',
			metadataJson: '{ "order": 1, "customer": { "name": "A", "id": 7 } }',
		},
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	});
	expect(result.error).toBeUndefined();
	expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
	const started = own.map((url) =>
		sandbox
			.jobs()
			.find(({ file, request_params }) => file?.source === url && request_params?.subtitles),
	);
	expect(result.items).toMatchObject(
		started.map((job, item) => ({ json: { id: job?.id }, pairedItem: { item } })),
	);
	expect(sandbox.jobs()).toHaveLength(4);
};

const holds = 'a lost start is found by everything that was asked, not taken from another';

export const rows: ReadingRow[] = [
	{ reading: 'echo-verbatim', holds, run: findsLostStarts },
	{ reading: 'echo-defaults', holds, run: findsLostStarts },
	{ reading: 'echo-normalised', holds, run: findsLostStarts },
];
