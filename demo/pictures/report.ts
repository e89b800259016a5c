import type { Browser } from 'playwright-core';
import { outputOf } from '../execution';
import type { N8nRest } from '../n8nRest';
import { capture } from './capture';

const SIZE = { width: 900, height: 1_100 };

/** The HTML report among the files that a workflow's newest execution made in the node 'Files'. */
export async function pictureOfReport(
	browser: Browser,
	rest: N8nRest,
	workflowId: string,
): Promise<void> {
	const [executionId = ''] = (await rest.executionIds(workflowId)).slice(-1);
	const [item] = outputOf(await rest.execution(executionId), 'Files');
	const html = await rest.binary(item?.binary?.html?.id ?? '');
	const page = await browser.newPage({ viewport: SIZE });
	await page.setContent(html.toString());
	await capture(page, 'results/report', { x: 0, y: 0, ...SIZE });
	await page.close();
}
