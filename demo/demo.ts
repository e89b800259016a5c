import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cleanUpNow, onProcessEnd } from './cleanUp';
import { runCommand } from './commandRun';
import { demoNodes, demoWorkflow, recordingAccess } from './demoWorkflow';
import type { Execution } from './execution';
import { failureOf, outputOf } from './execution';
import { gladiaServer } from './gladiaServer';
import { installN8n } from './n8nInstall';
import type { N8nProcess } from './n8nProcess';
import { startN8n } from './n8nProcess';
import { N8nRest } from './n8nRest';
import { packPackage } from './packageInstall';

const PROJECT_FOLDER = resolve(__dirname, '..');
const SUBTITLE_FILE = join(PROJECT_FOLDER, '.demo', 'sample.srt');
const RUN_TIMEOUT_MS = 10 * 60_000;

/** The account of an n8n that only this machine can reach and that is gone after Ctrl-C. */
const owner = {
	email: 'demo@example.com',
	firstName: 'Demo',
	lastName: 'User',
	password: 'Gladia-demo-1',
};

const HELP = `npm run demo            transcribe a bundled recording in the real n8n, then stay up
npm run demo -- --once  the same, but end with status 0 or 1 after the run

The first run installs n8n into .n8n-host/ (2.2 GB).
Without a key the demo talks to a local sandbox. GLADIA_API_KEY=… uses the real API.`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { once: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
	});
	if (values.help) return console.log(HELP);

	const gladia = await gladiaServer(process.env.GLADIA_API_KEY);
	onProcessEnd(gladia.close);
	const n8n = await startDemoN8n();
	const rest = new N8nRest(n8n.url);
	await rest.setUpOwner(owner);
	const { apiKey, baseUrl } = gladia;
	const credential = { name: gladia.name, type: 'gladiaApi', data: { apiKey, baseUrl } };
	const credentialId = await rest.createCredential(credential);
	const workflowId = await rest.createWorkflow(
		await demoWorkflow({ id: credentialId, name: gladia.name }),
	);

	console.log(`Transcribing the recording with ${gladia.name} (${baseUrl}) …`);
	const executionId = await rest.run(workflowId, demoNodes.trigger);
	const execution = await rest.waitForExecution(executionId, RUN_TIMEOUT_MS);
	if (execution.status === 'success') await showResult(execution, rest);
	else console.error(`\n${failureOf(execution)}`);

	if (values.once) {
		process.exitCode = execution.status === 'success' ? 0 : 1;
		return await cleanUpNow();
	}
	console.log(`
Open the workflow   ${n8n.url}/workflow/${workflowId}
Log in with         ${owner.email}   ${owner.password}
Ctrl-C stops n8n and removes its data.`);
}

async function startDemoN8n(): Promise<N8nProcess> {
	console.log('Building the package …');
	await runCommand('npm', ['run', 'build'], { cwd: PROJECT_FOLDER });
	const installation = await installN8n();

	console.log('Starting n8n …');
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-gladia-speech-'));
	try {
		const tarball = await packPackage(folder);
		return await startN8n({ installation, tarball, env: recordingAccess });
	} finally {
		await rm(folder, { recursive: true });
	}
}

async function showResult(execution: Execution, rest: N8nRest): Promise<void> {
	const [transcription] = outputOf(execution, demoNodes.transcribe);
	const [dialogue] = outputOf(execution, demoNodes.dialogue);
	const [subtitles] = outputOf(execution, demoNodes.subtitles);
	console.log(`
${dialogue?.json.dialogue}

Summary: ${transcription?.json.summary}`);

	const [file] = Object.values(subtitles?.binary ?? {});
	if (!file?.id) throw new Error(`'${demoNodes.subtitles}' gave no file.`);
	await mkdir(join(SUBTITLE_FILE, '..'), { recursive: true });
	await writeFile(SUBTITLE_FILE, await rest.binary(file.id));
	console.log(`Subtitles: ${relative(process.cwd(), SUBTITLE_FILE)}`);
}

main().catch(async (error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
	await cleanUpNow();
});
