import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import type { ReadingName } from '../../../sandbox/sandbox';
import { runNode } from '../../support/engine';
import type { ReadingRow } from '../readingRow';

const lostStart = (reading: ReadingName): ReadingRow => ({
	reading,
	holds: 'a lost start is found behind newer jobs',
	async run({ sandbox }) {
		const own = [0, 1].map((n) => `https://example.com/${n}.mp3`);
		sandbox.failNext({ kind: 'lose-response', method: 'POST', times: 2 });
		const running = runNode({
			node: new GladiaTranscribe(),
			items: own.map((url) => ({ json: { url } })),
			parameters: { operation: 'start', audioSource: 'url', audioUrl: '={{ $json.url }}' },
			credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		});
		while (sandbox.jobs().length < own.length) await new Promise((done) => setTimeout(done, 5));
		for (let n = 0; n < 110; n++) {
			sandbox.seedJob({
				created_at: new Date(Date.now() + n).toISOString(),
				request_params: { audio_url: `https://example.com/newer/${n}.mp3` },
			});
		}
		const result = await running;
		expect(result.error).toBeUndefined();
		const started = own.map((url) =>
			sandbox.jobs().find(({ request_params }) => request_params?.audio_url === url),
		);
		expect(result.items).toMatchObject(
			started.map((job, item) => ({ json: { id: job?.id }, pairedItem: { item } })),
		);
		expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
		expect(sandbox.jobs()).toHaveLength(112);
	},
});

/** The rows of question 7 about a start whose answer is lost. */
export const lostStartRows: ReadingRow[] = [
	lostStart('limit-open'),
	lostStart('limit-100'),
	lostStart('limit-default-only'),
];
