import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { GladiaUpload } from '../../../nodes/GladiaUpload/GladiaUpload.node';
import { runNode } from '../../support/engine';
import type { ReadingRow, World } from '../readingRow';

const items = [0, 1].map((n) => ({ json: { url: `https://example.com/${n}.mp3` } }));

const upload = async ({ sandbox }: World) =>
	await runNode({
		node: new GladiaUpload(),
		items,
		parameters: { operation: 'uploadUrl', audioUrl: '={{ $json.url }}' },
		onError: 'continueRegularOutput',
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	});

export const rows: ReadingRow[] = [
	{
		reading: 'url-upload-taken',
		holds: 'each address gives an audio_url',
		async run(world) {
			const result = await upload(world);
			expect(result.items.map(({ json, pairedItem }) => [json.audio_url, pairedItem])).toEqual([
				[expect.stringContaining(`${world.sandbox.url}/file/`), { item: 0 }],
				[expect.stringContaining(`${world.sandbox.url}/file/`), { item: 1 }],
			]);
		},
	},
	{
		reading: 'url-upload-refused',
		holds: 'the text says to give the address to Gladia Transcribe, which takes it',
		async run(world) {
			const { sandbox } = world;
			const refused = await upload(world);
			expect(refused.items.map(({ json, pairedItem }) => ({ json, pairedItem }))).toEqual(
				[0, 1].map((item) => ({
					json: {
						error: `Gladia does not take the address in 'Audio URL' for an upload [Item ${item}]`,
						details: {
							description: expect.stringContaining(
								"Give the address of the audio to Gladia Transcribe instead ('Audio Source': 'URL'): that needs no upload",
							),
							status_code: 400,
							request_id: expect.any(String),
						},
					},
					pairedItem: { item },
				})),
			);
			const result = await runNode({
				node: new GladiaTranscribe(),
				items,
				parameters: { audioSource: 'url', audioUrl: '={{ $json.url }}' },
				credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
			});
			expect(result.items.map(({ json }) => json.status)).toEqual(['done', 'done']);
		},
	},
];
