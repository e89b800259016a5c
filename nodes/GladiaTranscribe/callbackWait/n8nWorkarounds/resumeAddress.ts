import type { IExecuteSingleFunctions, IWebhookDescription } from 'n8n-workflow';

/*
 * The address at which an execution is resumed.
 *
 * Why: n8n registers nothing for a suspended execution. All its nodes share one resume URL, and what
 * follows it selects the webhook of a node by its path, so each node uses its own id as the path.
 * n8n: webhooks with `restartWebhook`, served below `webhook-waiting/<execution>`; the URL is signed
 * since 2.x, and an expression is the only way to it. Read in 1.123.81, run with 2.41.1.
 * Test: test/e2e/callbackWait.e2e.ts, test/e2e/callbackWaitWorkflows.e2e.ts
 */

/** The webhook that receives calls for suspended executions. */
export const resumeWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// Without it, the answer would be the literal name of n8n's default.
		responseData: '',
		path: '={{ $nodeId }}',
		restartWebhook: true,
	},
];

/** The resume URL of the execution as n8n has it: a URL, unless this n8n has none. */
export function readResumeUrl(context: IExecuteSingleFunctions): unknown {
	return context.evaluateExpression('{{ $execution.resumeUrl }}', context.getItemIndex());
}

/** The part of the resume URL that belongs to this node. */
export function ownResumeUrl(context: IExecuteSingleFunctions, resumeUrl: string): string {
	const url = new URL(resumeUrl);
	url.pathname += `/${context.getNode().id}`;
	return url.href;
}
