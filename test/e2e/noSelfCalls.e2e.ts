import type { N8nProcess } from '../../demo/n8nProcess';
import { freePorts } from '../../demo/n8nProcess';
import { setUpOwner, startOwnN8n } from './n8nHost';
import { audioUrls, expectItems, Sleeper } from './sleeper';
import { until } from './until';

jest.setTimeout(300_000);

let n8n: N8nProcess;
let sleeper: Sleeper;

beforeAll(async () => {
	const [port = 0] = await freePorts(1);
	n8n = await startOwnN8n({
		port,
		env: {
			// Refuses this machine's own addresses to nodes, but for the name of the sandbox.
			N8N_SSRF_PROTECTION_ENABLED: 'true',
			N8N_SSRF_ALLOWED_HOSTNAMES: 'localhost',
			WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		},
	});
});
afterEach(async () => await sleeper.sandbox.close());
afterAll(async () => await n8n.stop());

describe('an n8n whose SSRF protection keeps it from calling itself', () => {
	it('finds the results of lost callbacks by its timer, and says in its log why so late', async () => {
		const urls = audioUrls(2);
		const rest = await setUpOwner(n8n);
		sleeper = await Sleeper.open(rest, urls, { jobSeconds: 5, host: 'localhost' });
		sleeper.sandbox.playNext({ kind: 'never', channel: 'callback', times: 2 });
		const id = await sleeper.park();
		await until('the log says why', () => n8n.log().includes('this n8n cannot call itself'));
		expect((await rest.execution(id)).status).toBe('waiting');
		const execution = await rest.waitForExecution(id, 180_000);
		expectItems(
			execution,
			urls.map((url, item) => sleeper.result(url, item)),
		);
		expect(sleeper.starts).toBe(2);
		expect(n8n.log()).toMatch(/the callback did not come/);
	});
});
