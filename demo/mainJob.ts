import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { demoNodes, demoWorkflow } from './demoWorkflow';
import type { Execution } from './execution';
import { failureOf, outputOf } from './execution';
import type { StoredCredential } from './n8nAccount';
import type { N8nRest } from './n8nRest';
import { withProgress } from './progress';

const SUBTITLE_FILE = resolve(__dirname, '..', '.demo', 'sample.srt');
const RUN_TIMEOUT_MS = 10 * 60_000;

/**
 * Transcribes the bundled recording with the demo's workflow, and prints the dialogue, the summary and where
 * the subtitle file is, or what failed.
 *
 * @returns whether it succeeded
 */
export async function runMainJob(rest: N8nRest, credential: StoredCredential): Promise<boolean> {
	const workflowId = await rest.createWorkflow(await demoWorkflow(credential));
	const execution = await withProgress(
		`Transcribing the recording with ${credential.name}`,
		async () => {
			const executionId = await rest.run(workflowId, demoNodes.trigger);
			return await rest.waitForExecution(executionId, RUN_TIMEOUT_MS);
		},
	);
	const succeeded = execution.status === 'success';
	if (succeeded) await showResult(execution, rest);
	else console.error(failureOf(execution));
	return succeeded;
}

async function showResult(execution: Execution, rest: N8nRest): Promise<void> {
	const [transcription] = outputOf(execution, demoNodes.transcribe);
	const [dialogue] = outputOf(execution, demoNodes.dialogue);
	const [subtitles] = outputOf(execution, demoNodes.subtitles);
	console.log(`${dialogue?.json.dialogue}

Summary: ${transcription?.json.summary}`);

	const [file] = Object.values(subtitles?.binary ?? {});
	if (!file?.id) throw new Error(`'${demoNodes.subtitles}' gave no file.`);
	await mkdir(dirname(SUBTITLE_FILE), { recursive: true });
	await writeFile(SUBTITLE_FILE, await rest.binary(file.id));
	console.log(`Subtitles: ${relative(process.cwd(), SUBTITLE_FILE)}`);
}
