import { parseArgs } from 'node:util';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { startBrowser } from '../browser';
import { builtPackage } from '../builtPackage';
import { cleanUpNow, onProcessEnd } from '../cleanUp';
import { installN8n } from '../n8nInstall';
import { startN8n } from '../n8nProcess';
import { N8nRest } from '../n8nRest';
import { withProgress } from '../progress';
import { openMeeting, picturesOfOutputs, picturesOfPanels } from './meeting';
import { serveRecordings } from './recordings';
import { pictureOfReport } from './report';
import { picturesOfTemplates, templateNames } from './templates';
import { pictureOfTrigger } from './trigger';

const NODES = 'nodes';

const HELP = `npm run pictures                     render all pictures of the documentation into docs/pictures/
npm run pictures -- nodes            only those of the nodes and their results
npm run pictures -- redact-and-delete form-to-transcript-page
                                     only those of the templates that are named`;

const KEY = 'key-of-the-pictures';
const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';

const owner = {
	email: 'pictures@example.com',
	firstName: 'Pictures',
	lastName: 'Of the Documentation',
	password: 'Gladia-pictures-1',
};

async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		options: { help: { type: 'boolean', short: 'h' } },
		allowPositionals: true,
	});
	if (values.help) return console.log(HELP);
	const isWanted = (name: string) => positionals.length === 0 || positionals.includes(name);
	const templates = await templateNames();
	const unknown = positionals.filter((name) => ![NODES, ...templates].includes(name));
	if (unknown.length > 0) throw new Error(`No such picture: ${unknown.join(', ')}\n\n${HELP}`);

	const installation = await installN8n();
	const tarball = await builtPackage();
	const sandbox = await startSandbox({ keys: [KEY], jobSeconds: 0.5 });
	onProcessEnd(async () => await sandbox.close());
	// The address that the panel of a trigger shows.
	const env = { WEBHOOK_URL: 'https://n8n.example.com/' };
	const n8n = await withProgress('Starting n8n', () => startN8n({ installation, tarball, env }));
	const rest = new N8nRest(n8n.url);
	await rest.setUpOwner(owner);
	const browser = await startBrowser();
	onProcessEnd(async () => await browser.close());

	await picturesOfTemplates(browser, rest, templates.filter(isWanted));
	if (isWanted(NODES)) await picturesOfNodes(browser, rest, sandbox);
	await cleanUpNow();
}

async function picturesOfNodes(
	browser: Awaited<ReturnType<typeof startBrowser>>,
	rest: N8nRest,
	sandbox: Sandbox,
): Promise<void> {
	const name = 'Gladia account';
	const data = { apiKey: KEY, baseUrl: sandbox.url, webhookSecret: SECRET };
	const id = await rest.createCredential({ name, type: 'gladiaApi', data });
	const recordings = await serveRecordings();
	onProcessEnd(() => void recordings.server.close());

	const { page, workflowId } = await openMeeting(browser, rest, { id, name }, recordings.url);
	await picturesOfPanels(page);
	await picturesOfOutputs(page);
	await page.close();
	await pictureOfReport(browser, rest, workflowId);
	await pictureOfTrigger(browser, rest, {
		sandbox,
		gladiaApi: { id, name },
		audioUrl: `${recordings.url}/team-meeting.wav`,
		key: KEY,
		secret: SECRET,
	});
}

main().catch(async (error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
	await cleanUpNow();
});
