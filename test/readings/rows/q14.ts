import type { IBinaryData } from 'n8n-workflow';
import type { ReadingRow, World } from '../readingRow';
import { readTwoJobs } from '../results';

const timesOf = (text: string) => text.split('\n').filter((line) => line.includes('-->'));

async function areValidFiles(world: World): Promise<void> {
	const [item] = await readTwoJobs(world, {
		output: 'files',
		fileFormats: ['srt', 'vtt'],
		includeTranslations: true,
	});
	const { srt, vtt, ...translated } = item?.binary as Record<string, IBinaryData>;
	expect(Object.keys(translated).toSorted()).toEqual(['srt_fr', 'vtt_fr']);
	const read = async (file?: IBinaryData) =>
		(await world.store.getAsBuffer(file as IBinaryData)).toString();
	for (const file of [srt, translated.srt_fr]) {
		const text = await read(file);
		const blocks = text.trimEnd().split('\n\n');
		expect(blocks.length).toBeGreaterThan(1);
		blocks.forEach((block, index) => {
			expect(block).toMatch(
				new RegExp(
					`^${index + 1}\\n\\d\\d:\\d\\d:\\d\\d,\\d{3} --> \\d\\d:\\d\\d:\\d\\d,\\d{3}\\n\\S`,
				),
			);
		});
	}
	const webVtt = await read(vtt);
	expect(webVtt).toMatch(/^WEBVTT\n\n/);
	expect(timesOf(webVtt)).toEqual(
		timesOf(await read(srt)).map((line) => line.replaceAll(',', '.')),
	);
}

export const rows: ReadingRow[] = [
	{ reading: 'srt-comma', holds: 'SubRip and WebVTT files are valid', run: areValidFiles },
	{ reading: 'srt-dot', holds: 'SubRip and WebVTT files are valid', run: areValidFiles },
];
