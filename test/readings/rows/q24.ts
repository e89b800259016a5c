import type { IDataObject } from 'n8n-workflow';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { runNode } from '../../support/engine';
import type { ReadingRow, World } from '../readingRow';

async function startWith(world: World, fields: IDataObject[]) {
	return await runNode({
		node: new GladiaTranscribe(),
		items: fields.map((json) => ({ json })),
		parameters: {
			operation: 'start',
			audioSource: 'url',
			audioUrl: '=https://example.com/{{ $itemIndex }}.mp3',
			transcriptionOptions: { additionalFields: '={{ $json }}' },
		},
		credentials: { apiKey: 'sandbox-key', baseUrl: world.sandbox.url },
		onError: 'continueRegularOutput',
	});
}

const fields: IDataObject[] = [
	{ split_words: true, speaker_reidentification: true, speaker_reidentification_config: { n: 1 } },
	{ accurate_words_timestamps: true, audio_enhancer: true },
];

export const rows: ReadingRow[] = [
	{
		reading: 'new-fields-taken',
		holds: 'a field that the form does not have is sent',
		run: async (world) => {
			const { items } = await startWith(world, fields);
			expect(items.map(({ json }) => json.error)).toEqual([undefined, undefined]);
			const bodies = world.sandbox.requests.map(({ body }) => body as { audio_url: string });
			expect(bodies.sort((a, b) => a.audio_url.localeCompare(b.audio_url))).toEqual(
				fields.map((added, n) => ({ audio_url: `https://example.com/${n}.mp3`, ...added })),
			);
		},
	},
	{
		reading: 'new-fields-refused',
		holds: 'the refusal names the fields that were added',
		run: async (world) => {
			const { items } = await startWith(world, fields);
			expect(items.map(({ json }) => (json.details as IDataObject).description)).toEqual([
				expect.stringMatching(
					/The request also contained 'split_words', 'speaker_reidentification', 'speaker_reidentification_config\.n' from 'Additional Fields \(JSON\)': remove .*Field "split_words" is unknown/,
				),
				expect.stringMatching(
					/'accurate_words_timestamps', 'audio_enhancer' from 'Additional Fields \(JSON\)'/,
				),
			]);
			expect(world.sandbox.jobs()).toEqual([]);
		},
	},
];
