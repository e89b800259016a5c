import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { IConnections, INode } from 'n8n-workflow';
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

interface WorkflowFile {
	name: string;
	nodes: INode[];
	connections: IConnections;
}

/** The demo's workflow, with the recording's path on this machine and the credential filled in. */
export async function demoWorkflow(credential: { id: string; name: string }): Promise<NewWorkflow> {
	const text = await readFile(join(__dirname, 'workflow.json'), 'utf8');
	const workflow = JSON.parse(text) as WorkflowFile;
	for (const node of workflow.nodes) {
		if (node.credentials?.gladiaApi) node.credentials.gladiaApi = credential;
		if ('fileSelector' in node.parameters) node.parameters.fileSelector = RECORDING;
	}
	return workflow;
}
