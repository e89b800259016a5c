import { setTimeout as sleep } from 'node:timers/promises';
import { GladiaUpload } from '../../../nodes/GladiaUpload/GladiaUpload.node';
import { runNode, storedFile } from '../../support/engine';
import type { ReadingRow, World } from '../readingRow';
import { changeSettings } from '../readingRow';
import { resultsOfCallbacks, startSuspended } from './suspended';

const upload = async ({ sandbox, store }: World) =>
	await runNode({
		node: new GladiaUpload(),
		items: [
			await storedFile(store, Buffer.from('RIFF....WAVE'), 'one.wav'),
			await storedFile(store, Buffer.from('RIFF....WAVE'), 'two.wav'),
		],
		parameters: { binaryPropertyName: 'data' },
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
		onError: 'continueRegularOutput',
	});

export const rows: ReadingRow[] = [
	...(
		['no-retention-404', 'no-retention-403', 'no-retention-410', 'no-retention-empty'] as const
	).map((reading) => ({
		reading,
		holds: 'the result is what the callback brought',
		run: resultsOfCallbacks,
	})),
	{
		reading: 'no-retention-empty',
		holds: 'a job whose callback was lost becomes an error, not an empty transcript',
		async run({ sandbox }) {
			await changeSettings(sandbox, { zeroDataRetention: true });
			sandbox.playNext({ kind: 'never', times: 2 });
			const execution = await startSuspended(sandbox, { onError: 'continueRegularOutput' });
			while (sandbox.deliveries.length < 2) await sleep(50);
			for (let step = 0; step < 3; step++) await execution.timerEnds();
			await execution.ended();
			expect(execution.items.map(({ json }) => json.error)).toEqual([
				'Gladia no longer has this transcription [Item 0]',
				'Gladia no longer has this transcription [Item 1]',
			]);
		},
	},
	{
		reading: 'no-retention-upload-open',
		holds: 'a file is uploaded',
		async run(world) {
			await changeSettings(world.sandbox, { zeroDataRetention: true });
			const { items } = await upload(world);
			const urls = items.map(({ json }) => String(json.audio_url));
			expect(urls.map((url) => url.startsWith(`${world.sandbox.url}/file/`))).toEqual([true, true]);
		},
	},
	{
		reading: 'no-retention-upload-refused',
		holds: 'the refusal says that accounts without data retention cannot upload',
		async run(world) {
			await changeSettings(world.sandbox, { zeroDataRetention: true });
			const { items } = await upload(world);
			expect(
				items.map(({ json }) => (json.details as { description: string }).description),
			).toEqual([0, 1].map(() => expect.stringContaining('zero data retention')));
			expect(items.map(({ json }) => json.error)).toEqual([
				expect.stringContaining('does not allow this account to upload'),
				expect.stringContaining('does not allow this account to upload'),
			]);
		},
	},
];
