import { NodeOperationError } from 'n8n-workflow';
import { call, sendWebhook, webhookBody } from './support/calls';
import { triggerServer } from './support/triggerServer';

const event = webhookBody('transcription.success', 'a3c2f1aa-0000-4000-8000-000000000001');
const unauthorized = { status: 401, message: 'Unauthorized' };
const parameters = { options: { verifySignature: true } };

const refusals = [
	[
		'without proof',
		async (url: string) => await call({ url, body: event }),
		unauthorized,
		/^A call came without a signature or a valid token, .+ The workflow was not started\. Click the button again to listen for the next call\.$/,
	],
	[
		'with a forged signature',
		async (url: string) => await sendWebhook(url, event, { secret: 'whsec_Zm9yZ2Vk' }),
		unauthorized,
		/^The signature of a webhook does not match any secret in /,
	],
	[
		'that is signed, but no event',
		async (url: string) => await sendWebhook(url, { hello: 1 }),
		{ status: 400, message: 'Not a Gladia event' },
		/^Its body is not a Gladia event\. /,
	],
] as const;

describe.each(refusals)('A call %s', (_name, send, answer, description) => {
	it('to the test URL is refused, and the editor gets the reason instead of listening on', async () => {
		const trigger = await triggerServer({ parameters, isTest: true });
		expect(await send(trigger.url)).toEqual(answer);
		expect(trigger.executions).toEqual([]);
		expect(trigger.thrown).toEqual([expect.any(NodeOperationError)]);
		expect(trigger.thrown).toMatchObject([
			{
				message: 'The call to the test URL was refused',
				description: expect.stringMatching(description),
			},
		]);
	});

	it('to the production URL is refused, and n8n hears nothing of it', async () => {
		const trigger = await triggerServer({ parameters });
		expect(await send(trigger.url)).toEqual(answer);
		expect(trigger.executions).toEqual([]);
		expect(trigger.thrown).toEqual([]);
	});
});
