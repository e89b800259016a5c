import { readFile } from 'node:fs/promises';
import { openNode, openWorkflow } from '../../demo/browser';
import { RECORDING } from '../../demo/demoWorkflow';
import { outputOf } from '../../demo/execution';
import { samplePhrases } from '../../sandbox/result/phrases';
import type { EditorScene } from './editorScene';
import { describeInEditor, openScene, picture } from './editorScene';
import { GLADIA, gladiaWorkflow } from './gladiaWorkflow';
import {
	addOption,
	addRow,
	choose,
	chooseSeveral,
	field,
	flip,
	runStep,
	typeExpression,
} from './nodeForm';
import { uploadedAudio } from './uploadedAudio';

jest.setTimeout(180_000);

const API_KEY = 'key-of-the-simplified-tests';

describeInEditor('A person who switches add-ons on', () => {
	let scene: EditorScene;

	beforeAll(async () => {
		scene = await openScene(API_KEY, { jobSeconds: 0.5 });
	});

	afterAll(async () => await scene?.close());

	it('sees the results of all of them in one item, and the files that were chosen', async () => {
		const url = await uploadedAudio(
			scene.sandbox,
			API_KEY,
			await readFile(RECORDING),
			'by-hand.wav',
		);
		const calls = ['Ann', 'Bob'].map((name) => ({ url, id: `of ${name}`, customer: { name } }));
		const gladia = { type: 'gladiaTranscribe', typeVersion: 1.1, parameters: {} };
		const workflow = gladiaWorkflow(calls, scene.credential, gladia);
		const workflowId = await scene.rest.createWorkflow(workflow);
		const page = await openWorkflow(scene.browser, scene.rest, workflowId);
		await openNode(page, GLADIA);
		await choose(page, 'audioSource', 'URL');
		await typeExpression(page, 'audioUrl', '{{ $json.url }}');
		for (const addOn of [
			'diarization',
			'summarization',
			'translation',
			'audioToLlm',
			'moreAddOns',
		]) {
			await flip(page, addOn);
		}
		await flip(page, 'sentimentAnalysis');
		await chooseSeveral(page, 'targetLanguages', ['French']);
		await addRow(page, 'questions', 'Add Question', { name: 'topic', prompt: 'What is it about?' });
		await chooseSeveral(page, 'attachFiles', ['HTML Report', 'SRT']);
		await addOption(page, 'outputOptions', 'Speaker Names');
		await addRow(page, 'speakerNames', 'Add Speaker', { name: 'Operator' });
		await addOption(page, 'outputOptions', 'Include Input Fields');
		await field(page, 'includeInputFields').locator('input').fill('id, customer.name');
		// The editor shows the files first.
		await runStep(page, 'by-hand.srt');
		await page.screenshot({ path: picture('attached-files-by-hand') });
		const output = page.locator('[data-test-id="output-panel"]');
		await output.locator('[data-test-id="radio-button-table"]').click();
		await output.getByText('Operator: Your call is now').first().waitFor();
		await page.screenshot({ path: picture('simplified-by-hand') });
		await page.close();

		const [id = ''] = await scene.rest.executionIds(workflowId);
		const items = outputOf(await scene.rest.execution(id), GLADIA);
		const [first, second, third, fourth] = samplePhrases.map(({ text }) => text);
		const said = (code: string) => ({
			all: [first, second, third, fourth].map((text) => text?.[code]).join(' '),
			inTurn: [
				`Operator: ${first?.[code]} ${second?.[code]}`,
				`Speaker 2: ${third?.[code]} ${fourth?.[code]}`,
			].join('\n'),
		});
		const half = { score: 0.5, positive: 0.5, neutral: 0.5, negative: 0 };
		const summary = samplePhrases.map(({ gist }) => `${gist}.`).join(' ');
		expect(items.map(({ json }) => json)).toEqual(
			calls.map(({ id: input_id, customer }) => ({
				full_transcript: said('en').all,
				summary,
				dialogue: said('en').inTurn,
				speakers: [
					{ label: 'Operator', speaker: 0, channel: 0 },
					{ label: 'Speaker 2', speaker: 1, channel: 0 },
				],
				translations: { fr: said('fr').all },
				translated_dialogues: { fr: said('fr').inTurn },
				answers: { topic: expect.stringContaining(summary) as string },
				sentiment: { ...half, by_speaker: { Operator: half, 'Speaker 2': half } },
				filename: 'by-hand.wav',
				audio_duration: expect.closeTo(19.25, 2) as number,
				languages: ['en'],
				speaker_count: 2,
				status: 'done',
				custom_metadata: null,
				failed_add_ons: [],
				id: expect.stringMatching(/^[\da-f-]{36}$/) as string,
				input_id,
				customer,
			})),
		);
		// Text first, as the columns of the table.
		expect(Object.keys(items[0]?.json ?? {}).slice(0, 3)).toEqual([
			...['full_transcript', 'summary', 'dialogue'],
		]);
		for (const { binary = {} } of items) {
			expect(Object.values(binary).map(({ fileName, mimeType }) => [fileName, mimeType])).toEqual([
				['by-hand.html', 'text/html'],
				['by-hand.srt', 'text/plain'],
			]);
		}
	});
});
