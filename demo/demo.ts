import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { builtPackage } from './builtPackage';
import { cleanUpNow, onProcessEnd } from './cleanUp';
import { formTemplate, RECORDING, recordingAccess } from './demoWorkflow';
import { editorLink, openInBrowser } from './editorLink';
import { gladiaServer } from './gladiaServer';
import { runMainJob } from './mainJob';
import type { StoredCredential } from './n8nAccount';
import { installN8n } from './n8nInstall';
import { startN8n } from './n8nProcess';
import { N8nRest } from './n8nRest';
import { elapsed, withProgress } from './progress';

/** The account of an n8n that only this machine can reach and that is gone after Ctrl-C. */
const owner = {
	email: 'demo@example.com',
	firstName: 'Demo',
	lastName: 'User',
	password: `Gladia-${randomBytes(6).toString('hex')}-1`,
};

const HELP = `npm run demo               start the real n8n with a sample workflow and open it in the browser
npm run demo -- --no-open  the same, without opening the browser
npm run demo -- --once     transcribe a bundled recording, print the result, and end with status 0 or 1

The first start installs n8n into .n8n-host/ (2.2 GB).
Without a key the demo talks to a local sandbox. GLADIA_API_KEY=… uses the real API.`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			once: { type: 'boolean' },
			'no-open': { type: 'boolean' },
			help: { type: 'boolean', short: 'h' },
		},
	});
	if (values.help) return console.log(HELP);

	const installation = await installN8n();
	const tarball = await builtPackage();
	const started = Date.now();
	const gladia = await gladiaServer(process.env.GLADIA_API_KEY);
	onProcessEnd(gladia.close);
	const n8n = await withProgress('Starting n8n', () =>
		startN8n({ installation, tarball, env: recordingAccess }),
	);
	const rest = new N8nRest(n8n.url);
	await rest.setUpOwner(owner);
	const { name, apiKey, baseUrl } = gladia;
	const id = await rest.createCredential({ name, type: 'gladiaApi', data: { apiKey, baseUrl } });

	if (values.once) {
		process.exitCode = (await runMainJob(rest, { id, name })) ? 0 : 1;
		return await cleanUpNow();
	}
	console.log(`n8n started in ${elapsed(Date.now() - started)}, with ${name} (${baseUrl}).`);
	await leaveInEditor(rest, { id, name }, !values['no-open']);
}

/** Opens the form template in the editor and says what to do there. */
async function leaveInEditor(
	rest: N8nRest,
	credential: StoredCredential,
	opensBrowser: boolean,
): Promise<void> {
	const workflowId = await rest.createWorkflow(await formTemplate(credential));
	const link = await editorLink(rest, `/workflow/${workflowId}`);
	if (opensBrowser && process.stdout.isTTY) openInBrowser(link);
	console.log(`
Open    ${link}
Click   Execute workflow. In the form that opens, choose this recording or drag it in, and click Transcribe:
        ${RECORDING}

The link logs you in (${owner.email}, ${owner.password}). Ctrl-C stops n8n and removes its data.`);
}

main().catch(async (error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
	await cleanUpNow();
});
