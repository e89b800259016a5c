import type { IDataObject } from 'n8n-workflow';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { GladiaUpload } from '../../../nodes/GladiaUpload/GladiaUpload.node';
import { runNode } from '../../support/engine';
import { itemWithFile, wavOfMinutes } from '../audioFiles';
import type { ReadingRow, World } from '../readingRow';

const LIMITS =
	'Gladia takes files of up to 1000 MB and recordings of up to 135 minutes (YouTube: 120; enterprise plans: 255)';
const warning136 = `The audio has 136 minutes, longer than Gladia takes except on enterprise plans. ${LIMITS}`;
const warning256 = `The audio has 256 minutes, longer than Gladia takes on any plan. ${LIMITS}`;

const upload = async ({ sandbox }: World, ...minutes: number[]) =>
	await runNode({
		node: new GladiaUpload(),
		items: minutes.map((length) => itemWithFile(wavOfMinutes(length), `${length}.wav`)),
		parameters: {},
		onError: 'continueRegularOutput',
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	});

/** A refusal for the length names the limits, whichever node uploads. */
async function refuses(world: World, minutes: number, limit: number): Promise<void> {
	const { sandbox } = world;
	const transcribed = await runNode({
		node: new GladiaTranscribe(),
		items: [134, minutes].map((length) => itemWithFile(wavOfMinutes(length), `${length}.wav`)),
		parameters: {},
		onError: 'continueRegularOutput',
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	});
	expect(transcribed.items[0]?.json).toMatchObject({ status: 'done', filename: '134.wav' });
	const uploaded = await upload(world, 134, minutes);
	for (const { items } of [transcribed, uploaded]) {
		expect(items[1]?.json.error).toBe(
			"Gladia does not take the audio in 'Input Data Field Name' [Item 1]",
		);
		const { description } = items[1]?.json.details as IDataObject;
		expect(description).toContain(`${LIMITS}. Split longer recordings`);
		expect(description).toContain(
			`Gladia answered: The audio duration of ${minutes} minutes exceeds the limit of ${limit} minutes`,
		);
	}
}

export const rows: ReadingRow[] = [
	{
		reading: 'length-open',
		holds: 'nothing is refused, long audio is warned of',
		async run(world) {
			const { items } = await upload(world, 134, 136, 256);
			expect(items.map(({ json }) => json.warning)).toEqual([undefined, warning136, warning256]);
			expect(items.map(({ json }) => json.audio_url)).toEqual(
				[0, 1, 2].map(() => expect.stringContaining('/file/')),
			);
		},
	},
	{
		reading: 'length-135',
		holds: 'the refusal names the limits',
		run: async (world) => await refuses(world, 136, 135),
	},
	{
		reading: 'length-255',
		holds:
			'what an enterprise plan takes is sent with a warning, and beyond that the refusal names the limits',
		async run(world) {
			const { items } = await upload(world, 136, 255);
			expect(items.map(({ json }) => json.warning)).toEqual([
				warning136,
				expect.stringMatching(/^The audio has 255 minutes, .* except on enterprise plans/),
			]);
			await refuses(world, 256, 255);
		},
	},
];
