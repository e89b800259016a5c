import { readFile } from 'node:fs/promises';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { GladiaUpload } from '../../../nodes/GladiaUpload/GladiaUpload.node';
import { runNode } from '../../support/engine';
import { itemWithFile } from '../audioFiles';
import type { ReadingRow, World } from '../readingRow';

const PLAYABLE =
	"Check that 'Input Data Field Name' leads to a playable audio or video file, e.g. MP3, WAV, M4A or MP4, not to a web page or a damaged file";

/**
 * A document that calls itself MP3, and that only Gladia recognizes, is refused and explained; the file
 * beside it goes through.
 */
async function explainsBadAudio({ sandbox }: World, status: number, answer: string): Promise<void> {
	const document = Buffer.from('{\\rtf1\\ansi Minutes of the meeting}');
	const speech = await readFile('sandbox/speech/sample.wav');
	for (const node of [new GladiaUpload(), new GladiaTranscribe()]) {
		const result = await runNode({
			node,
			items: [itemWithFile(document, 'talk.mp3', 'audio/mpeg'), itemWithFile(speech, 'good.wav')],
			parameters: {},
			onError: 'continueRegularOutput',
			credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		});
		const [bad, good] = result.items;
		expect(bad).toEqual({
			json: {
				error: "Gladia cannot read the audio in 'Input Data Field Name' [Item 0]",
				details: {
					description: expect.stringMatching(
						new RegExp(`^${PLAYABLE}\\. Gladia answered: ${answer}\\. Request ID: G-`),
					),
					status_code: status,
					request_id: expect.any(String),
				},
			},
			pairedItem: { item: 0 },
		});
		expect(good?.json).not.toHaveProperty('error');
		expect(good?.pairedItem).toEqual({ item: 1 });
	}
}

/** A recording of a browser or a phone, with a type but no name that tells it. */
async function sendsNamesWithExtensions({ sandbox }: World): Promise<void> {
	const speech = await readFile('sandbox/speech/sample.wav');
	const result = await runNode({
		node: new GladiaUpload(),
		items: [itemWithFile(speech, 'voice'), itemWithFile(speech, 'blob.bin', 'audio/x-wav')],
		parameters: {},
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	});
	expect(result.error).toBeUndefined();
	const names = result.items.map(({ json }) => json.audio_metadata);
	expect(names).toEqual([
		expect.objectContaining({ filename: 'voice.wav', extension: 'wav' }),
		expect.objectContaining({ filename: 'blob.bin.wav', extension: 'wav' }),
	]);
}

export const rows: ReadingRow[] = [
	{
		reading: 'bad-audio-400',
		holds: 'the text leads to a playable file',
		run: async (world) => await explainsBadAudio(world, 400, 'Unsupported codec'),
	},
	{
		reading: 'bad-audio-422',
		holds: 'the text leads to a playable file',
		run: async (world) => await explainsBadAudio(world, 422, 'The file could not be processed'),
	},
	{
		reading: 'nameless-taken',
		holds: 'the extension comes from the MIME type',
		run: sendsNamesWithExtensions,
	},
	{
		reading: 'nameless-refused',
		holds: 'the extension comes from the MIME type, so nothing is refused',
		run: sendsNamesWithExtensions,
	},
];
