import type { IDataObject } from 'n8n-workflow';
import { GladiaLive } from '../../../nodes/GladiaLive/GladiaLive.node';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import type { NodeResult } from '../../support/engine';
import { runNode } from '../../support/engine';
import type { ReadingRow, World } from '../readingRow';

const modelNamed = (value: string) => ({ model: { __rl: true, mode: 'id', value } });

/** Starts a job and a live session for each model, whose names the items give. */
async function startBoth(world: World, models: string[], languages: string[] = []) {
	const common = {
		items: models.map((model) => ({ json: { model } })),
		credentials: { apiKey: 'sandbox-key', baseUrl: world.sandbox.url },
		onError: 'continueRegularOutput',
	} as const;
	const form = {
		operation: 'start',
		languages,
		transcriptionOptions: modelNamed('={{ $json.model }}'),
	};
	return {
		recorded: await runNode({
			...common,
			node: new GladiaTranscribe(),
			parameters: { ...form, audioSource: 'url', audioUrl: 'https://example.com/a.mp3' },
		}),
		live: await runNode({ ...common, node: new GladiaLive(), parameters: form }),
	};
}

/** For each item: true when it was started, else what Gladia said. */
const outcomes = ({ items }: NodeResult) =>
	items.map(({ json }) =>
		typeof json.id === 'string' ? true : String((json.details as IDataObject).description),
	);

const listed = {
	recorded: ['solaria-1', 'solaria-3', 'solaria-fusion'],
	live: ['solaria-1', 'solaria-2'],
};

async function startsListed(world: World): Promise<void> {
	const offered = {
		recorded: (await new GladiaTranscribe().methods.listSearch.searchModels()).results,
		live: (await new GladiaLive().methods.listSearch.searchModels()).results,
	};
	const values = (api: keyof typeof offered) => offered[api].map(({ value }) => value);
	expect(values('recorded')).toEqual(listed.recorded);
	expect(values('live')).toEqual(expect.arrayContaining(listed.live));
	const recorded = (await startBoth(world, listed.recorded, ['en'])).recorded;
	const live = (await startBoth(world, listed.live, ['en'])).live;
	expect(outcomes(recorded)).toEqual([true, true, true]);
	expect(outcomes(live)).toEqual([true, true]);
}

export const rows: ReadingRow[] = [
	{
		reading: 'models-listed',
		holds: 'every model is offered where the docs have it, and is taken',
		run: startsListed,
	},
	{
		reading: 'models-open',
		holds: 'a model that is newer than this package can be entered',
		run: async (world) => {
			const { recorded, live } = await startBoth(world, ['solaria-9', 'solaria-2']);
			expect(outcomes(recorded)).toEqual([true, true]);
			expect(outcomes(live)).toEqual([true, true]);
			const models = world.sandbox.requests.map(({ body }) => (body as IDataObject).model);
			expect(models.sort()).toEqual(['solaria-2', 'solaria-2', 'solaria-9', 'solaria-9']);
		},
	},
	{
		reading: 'models-strict',
		holds: 'every model is taken with one language',
		run: startsListed,
	},
	{
		reading: 'models-strict',
		holds: 'nobody but Gladia refuses a combination, and its reason is shown',
		run: async (world) => {
			const { recorded, live } = await startBoth(world, ['solaria-3', 'solaria-2'], ['en', 'ja']);
			expect(outcomes(recorded)).toEqual([
				expect.stringContaining('must be one of en, fr, de, es, it for solaria-3'),
				expect.stringContaining('must be one of: solaria-1, solaria-3, solaria-fusion'),
			]);
			expect(outcomes(live)).toEqual([
				expect.stringContaining('must be one of: solaria-1, solaria-2'),
				true,
			]);
		},
	},
];
