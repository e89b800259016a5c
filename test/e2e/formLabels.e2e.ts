import type {
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodeType,
} from 'n8n-workflow';
import type { Browser } from 'playwright-core';
import { openNode, openWorkflow, startBrowser } from '../../demo/browser';
import type { N8nRest } from '../../demo/n8nRest';
import { GladiaGetResult } from '../../nodes/GladiaGetResult/GladiaGetResult.node';
import { GladiaLive } from '../../nodes/GladiaLive/GladiaLive.node';
import { GladiaTranscribe } from '../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { GladiaTrigger } from '../../nodes/GladiaTrigger/GladiaTrigger.node';
import { GladiaUpload } from '../../nodes/GladiaUpload/GladiaUpload.node';
import { describeInEditor } from './editorScene';
import { connectToHost } from './n8nHost';

jest.setTimeout(240_000);

/** The forms to look at: the node, and what decides which fields it shows. */
const forms: Record<string, { node: INodeType; chosen: INodeParameters }> = {
	Upload: { node: new GladiaUpload(), chosen: {} },
	Transcribe: { node: new GladiaTranscribe(), chosen: { waitFor: 'callback', output: 'items' } },
	Files: { node: new GladiaTranscribe(), chosen: { output: 'files' } },
	Search: { node: new GladiaTranscribe(), chosen: { output: 'search' } },
	Get: { node: new GladiaGetResult(), chosen: { output: 'dialogue' } },
	List: { node: new GladiaGetResult(), chosen: { operation: 'getAll', returnAll: false } },
	Download: { node: new GladiaGetResult(), chosen: { operation: 'download' } },
	Live: { node: new GladiaLive(), chosen: { audioFormat: 'raw', pace: 'multiple' } },
	Session: { node: new GladiaLive(), chosen: { operation: 'start' } },
	Trigger: { node: new GladiaTrigger(), chosen: {} },
};

/** Values that show every label: each switch on, each option added, one row of each kind. */
function everything(fields: INodeProperties[]): INodeParameters {
	const values: INodeParameters = {};
	for (const { name, type, default: byDefault, options = [] } of fields) {
		if (type === 'boolean') values[name] = true;
		else if (type === 'collection') values[name] = everything(options as INodeProperties[]);
		else if (type === 'fixedCollection') {
			const groups = options as INodePropertyCollection[];
			const rows = groups.map((group): [string, INodeParameters[]] => [
				group.name,
				[everything(group.values)],
			]);
			values[name] = Object.fromEntries(rows);
		} else values[name] = byDefault;
	}
	return values;
}

describeInEditor('The panel of a node on a small screen', () => {
	let rest: N8nRest;
	let browser: Browser;

	beforeAll(async () => {
		rest = await connectToHost();
		browser = await startBrowser();
	});
	afterAll(async () => await browser?.close());

	it('shows every label of every form whole', async () => {
		const nodes = Object.entries(forms).map(([name, { node, chosen }], index) => {
			const { description } = node;
			return {
				id: name,
				name,
				type: `n8n-nodes-gladia-speech.${description.name}`,
				typeVersion: Math.max(...[description.version].flat()),
				position: [(index % 4) * 200, Math.floor(index / 4) * 200] as [number, number],
				parameters: { ...everything(description.properties), ...chosen },
			};
		});
		const id = await rest.createWorkflow({ name: 'labels', nodes, connections: {} });
		const page = await openWorkflow(browser, rest, id);
		await page.setViewportSize({ width: 1280, height: 800 });
		const labels = page.locator(
			'[data-test-id="node-parameters"] [data-test-id="input-label"] label',
		);
		const tabs = ['params', 'settings'];
		const seen: Record<string, number> = {};
		const cut: string[] = [];
		for (const { name } of nodes) {
			await openNode(page, name);
			for (const tab of name === 'Transcribe' || name === 'Session' ? tabs : [tabs[0]]) {
				await page.locator(`[data-test-id="tab-${tab}"]`).click();
				await labels.filter({ visible: true }).first().waitFor();
				const found = await labels.evaluateAll((elements: LabelElement[]) =>
					elements.map((label) => ({
						text: label.textContent ?? '',
						isShown: label.clientWidth > 0,
						isCut: [label, ...label.querySelectorAll('*')].some(
							({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1,
						),
					})),
				);
				seen[name] = (seen[name] ?? 0) + found.filter(({ isShown }) => isShown).length;
				cut.push(...found.filter(({ isCut }) => isCut).map(({ text }) => `${name}: ${text}`));
			}
			await page.keyboard.press('Escape');
			await page.locator('[data-test-id="ndv"]').waitFor({ state: 'hidden' });
		}
		expect(cut).toEqual([]);
		expect(seen.Transcribe).toBeGreaterThan(60);
		expect(seen.Session).toBeGreaterThan(50);
		await page.close();
	});
});

/** What the test reads of an element of the page; the types of browsers are not those of Node.js. */
interface LabelElement {
	textContent: string | null;
	clientWidth: number;
	scrollWidth: number;
	querySelectorAll: (selector: string) => Iterable<LabelElement>;
}
