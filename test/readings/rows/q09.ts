import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { GladiaLive } from '../../../nodes/GladiaLive/GladiaLive.node';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { runNode } from '../../support/engine';
import type { ReadingRow, World } from '../readingRow';

const credentialsOf = ({ sandbox }: World) => ({ apiKey: 'sandbox-key', baseUrl: sandbox.url });

async function start(world: World, legacyOptions: INodeParameters, items: IDataObject[]) {
	return await runNode({
		node: new GladiaTranscribe(),
		items: items.map((json) => ({ json })),
		parameters: {
			operation: 'start',
			audioSource: 'url',
			audioUrl: '=https://example.com/{{ $itemIndex }}.mp3',
			legacyOptions,
		},
		credentials: credentialsOf(world),
		onError: 'continueRegularOutput',
	});
}

/** What older workflows say in words that have an equal today arrives in today's words. */
async function sendsTodaysWords(world: World): Promise<void> {
	const { items } = await start(
		world,
		{
			language: '={{ $json.language }}',
			enableCodeSwitching: '={{ $json.switching }}',
			codeSwitchingLanguages: '={{ $json.languages }}',
			callbackUrl: 'http://127.0.0.1:9/hook',
			diarizationEnhanced: true,
			customVocabularyList: ['n8n'],
		},
		[{ language: 'fr' }, { switching: true, languages: ['en', 'fr'] }],
	);
	expect(items.map(({ json }) => json.error)).toEqual([undefined, undefined]);
	const { requests } = world.sandbox;
	const common = {
		callback: true,
		callback_config: { url: 'http://127.0.0.1:9/hook' },
		custom_vocabulary: true,
		custom_vocabulary_config: { vocabulary: ['n8n'] },
		diarization: true,
	};
	const bodies = requests.map(({ body }) => body as { audio_url: string });
	expect(bodies.sort((a, b) => a.audio_url.localeCompare(b.audio_url))).toEqual([
		{
			...common,
			audio_url: 'https://example.com/0.mp3',
			language_config: { languages: ['fr'] },
		},
		{
			...common,
			audio_url: 'https://example.com/1.mp3',
			language_config: { languages: ['en', 'fr'], code_switching: true },
		},
	]);
}

/** A field without an equal is named when Gladia refuses it, and nothing is started. */
async function namesLegacyFields(world: World): Promise<void> {
	const { items } = await start(world, { chapterization: true, contextPrompt: 'A call' }, [{}, {}]);
	for (const { json } of items) {
		expect((json.details as IDataObject).description).toMatch(
			/The request also contained 'Chapterization', 'Context Prompt' from 'Legacy Options': remove what Gladia does not support\. .*property chapterization should not exist/,
		);
	}
	const live = await runNode({
		node: new GladiaLive(),
		items: [{ json: {} }, { json: {} }],
		parameters: { operation: 'start', legacyOptions: { chapterization: true } },
		credentials: credentialsOf(world),
		onError: 'continueRegularOutput',
	});
	for (const { json } of live.items) {
		expect((json.details as IDataObject).description).toMatch(
			/'Chapterization' from 'Legacy Options'.*property chapterization should not exist/,
		);
	}
	expect(world.sandbox.jobs()).toEqual([]);
}

export const rows: ReadingRow[] = [
	{
		reading: 'keys-known',
		holds: 'legacy settings with an equal today are sent in that form',
		run: sendsTodaysWords,
	},
	{
		reading: 'keys-known',
		holds: 'legacy settings without an equal are sent as they are',
		run: async (world) => {
			const { items } = await start(world, { chapterization: true }, [{}, {}]);
			expect(items.map(({ json }) => json.id)).toHaveLength(2);
			expect(world.sandbox.requests.map(({ body }) => body)).toMatchObject([
				{ chapterization: true },
				{ chapterization: true },
			]);
			expect(world.sandbox.jobs()).toHaveLength(2);
		},
	},
	{
		reading: 'keys-refused',
		holds: 'legacy settings with an equal today are taken',
		run: sendsTodaysWords,
	},
	{
		reading: 'keys-refused',
		holds: 'the refusal names the legacy fields that were set',
		run: namesLegacyFields,
	},
];
