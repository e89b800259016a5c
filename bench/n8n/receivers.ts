import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { newMessageId, signedHeaders } from '../../sandbox/delivery/webhookSignature';
import type { N8nHost } from './host';
import type { ActiveWorkflow } from './workflow';
import { activate, webhookNode } from './workflow';

/** An active workflow that is started by calls from outside. */
export interface Receiver {
	workflow: ActiveWorkflow;
	/** A call that it takes, unlike all others. */
	newCall: () => { body: string; headers: Record<string, string> };
}

/** n8n's own Webhook, called as Gladia Trigger is. It does not look at the signature. */
export async function webhookReceiver(host: N8nHost): Promise<Receiver> {
	const path = randomUUID();
	const workflow = await activate(host.rest, path, [webhookNode(path)]);
	return { workflow, newCall: () => gladiaCall(host.webhookSecret) };
}

/** Gladia Trigger, which verifies and does not fetch. */
export async function gladiaReceiver(host: N8nHost): Promise<Receiver> {
	const webhookId = randomUUID();
	const workflow = await activate(host.rest, `${webhookId}/gladia-trigger`, [
		{
			name: 'Gladia Trigger',
			type: 'n8n-nodes-gladia-speech.gladiaTrigger',
			typeVersion: 1.1,
			webhookId,
			parameters: { fetchResult: false },
			credentials: { gladiaApi: host.credential },
		},
	]);
	return { workflow, newCall: () => gladiaCall(host.webhookSecret) };
}

/** n8n's own trigger that verifies signatures and has nothing to set up at the sender's. */
export async function slackReceiver({ rest }: N8nHost): Promise<Receiver> {
	const webhookId = randomUUID();
	const name = 'Slack';
	const signatureSecret = randomBytes(16).toString('hex');
	const data = { accessToken: 'xoxb-none', signatureSecret };
	const id = await rest.createCredential({ name, type: 'slackApi', data });
	const workflow = await activate(rest, `${webhookId}/webhook`, [
		{
			name: 'Slack Trigger',
			type: 'n8n-nodes-base.slackTrigger',
			webhookId,
			parameters: { trigger: ['any_event'], watchWorkspace: true },
			credentials: { slackApi: { id, name } },
		},
	]);
	return { workflow, newCall: () => slackCall(signatureSecret) };
}

/** A webhook as Gladia sends it, signed by the library that Gladia uses. */
function gladiaCall(secret: string) {
	const id = randomUUID();
	const body = JSON.stringify({ event: 'transcription.success', payload: { id } });
	const signature = { id: newMessageId(), secrets: [secret], headerNames: 'svix' as const };
	return { body, headers: signedHeaders(signature, body, new Date()) };
}

function slackCall(secret: string) {
	const event = { type: 'message', channel: 'C1', text: randomUUID() };
	const body = JSON.stringify({ type: 'event_callback', event });
	const at = String(Math.floor(Date.now() / 1000));
	const hmac = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
	return {
		body,
		headers: { 'x-slack-request-timestamp': at, 'x-slack-signature': `v0=${hmac}` },
	};
}
