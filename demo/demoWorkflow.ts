import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { StoredCredential } from './n8nAccount';
import type { NewWorkflow } from './n8nRest';

/** The bundled recording that the demo transcribes. */
export const RECORDING = resolve(__dirname, '..', 'sandbox', 'speech', 'sample.wav');

/** n8n lets nodes read files only from the folders named here. */
export const recordingAccess = { N8N_RESTRICT_FILE_ACCESS_TO: dirname(RECORDING) };

/** Names of the nodes in `workflow.json` whose output the demo shows. */
export const demoNodes = {
	trigger: 'Try it',
	transcribe: 'Gladia Transcribe',
	dialogue: 'Dialogue',
	subtitles: 'Subtitle file',
};

/** The demo's workflow, with the recording's path on this machine and the credential filled in. */
export async function demoWorkflow(credential: StoredCredential): Promise<NewWorkflow> {
	const workflow = await workflowWith(credential, join(__dirname, 'workflow.json'));
	for (const node of workflow.nodes) {
		if ('fileSelector' in node.parameters) node.parameters.fileSelector = RECORDING;
	}
	return workflow;
}

/** The example that works with nothing but Gladia: a form, and a page with the transcript. */
export async function formTemplate(credential: StoredCredential): Promise<NewWorkflow> {
	const file = resolve(__dirname, '..', 'examples', 'form-to-transcript-page.json');
	return await workflowWith(credential, file);
}

/** The workflow in a file, with a credential chosen in the Gladia nodes. */
async function workflowWith(gladiaApi: StoredCredential, file: string): Promise<NewWorkflow> {
	const workflow = JSON.parse(await readFile(file, 'utf8')) as NewWorkflow;
	for (const node of workflow.nodes) {
		if (node.credentials?.gladiaApi) node.credentials.gladiaApi = gladiaApi;
	}
	return workflow;
}
