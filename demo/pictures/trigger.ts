import type { Browser } from 'playwright-core';
import type { Sandbox } from '../../sandbox/sandbox';
import { closeNode, openNode, openWorkflow } from '../browser';
import type { StoredCredential } from '../n8nAccount';
import type { N8nRest } from '../n8nRest';
import { captureWindow, PANEL_SIZE, showOutput, untilNoNotice } from './panels';

const TRIGGER = 'Gladia Trigger';

/** What the event of the trigger is made with. */
export interface TriggerScene {
	sandbox: Sandbox;
	gladiaApi: StoredCredential;
	/** What the sandbox is to transcribe. */
	audioUrl: string;
	/** For the sandbox. */
	key: string;
	/** By which the credential checks webhooks. */
	secret: string;
}

/** The panel of Gladia Trigger, which has just got the event of a transcription. */
export async function pictureOfTrigger(
	browser: Browser,
	rest: N8nRest,
	{ sandbox, gladiaApi, audioUrl, key, secret }: TriggerScene,
): Promise<void> {
	const id = await rest.createWorkflow({
		name: 'When a transcription is done',
		nodes: [
			{
				id: '3d0f6c2e-9c1f-4d4b-8e55-1b7a5f2c0020',
				name: TRIGGER,
				type: 'n8n-nodes-gladia-speech.gladiaTrigger',
				typeVersion: 1.1,
				position: [0, 0],
				parameters: {},
				credentials: { gladiaApi },
				webhookId: '6f2f9a0c-4a57-4b6e-9a2a-1f6a52f0c3d1',
			},
		],
		connections: {},
	});
	const page = await openWorkflow(browser, rest, id);
	await page.setViewportSize(PANEL_SIZE);
	await openNode(page, TRIGGER);
	await page.getByText('Webhook URLs').first().click();
	const address = page.locator('[data-test-id="ndv"]').getByText(/\/webhook-test\//);
	const { pathname } = new URL((await address.innerText()).trim());
	sandbox.setWebhooks([{ url: rest.url + pathname, secret }]);

	await page.locator('[data-test-id="node-execute-button"]').click();
	await page.getByText('Let Gladia call the test URL now').first().waitFor();
	await fetch(`${sandbox.url}/v2/pre-recorded`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-gladia-key': key },
		body: JSON.stringify({ audio_url: audioUrl, diarization: true, summarization: true }),
	});
	await page
		.locator('[data-test-id="output-panel"]')
		.getByText('full_transcript')
		.first()
		.waitFor();
	// The first output comes with a notice and a hint, which are not there the next time.
	await untilNoNotice(page);
	await closeNode(page);
	await openNode(page, TRIGGER);
	// Another view first: rows that are laid out while the panel opens would stand too far apart.
	await showOutput(page, 'json');
	await showOutput(page, 'schema');
	await captureWindow(page, 'nodes/trigger');
	await page.close();
}
