import Ajv from 'ajv';
import { simplifiedSchema } from '../../nodes/shared/output/baseFields';
import { startSandbox } from '../../sandbox/sandbox';
import { builtSchemas } from '../support/outputSchemas';
import { sendCallback, sendWebhook, webhookBody } from './support/calls';
import { triggerServer } from './support/triggerServer';

describe('The fields that the editor offers before the first run', () => {
	let schema: unknown;
	beforeAll(async () => {
		const { read, remove } = await builtSchemas();
		schema = read({ node: 'GladiaTrigger', version: '1.1' });
		await remove();
	});

	it('are those of a simplified result and of the event', () => {
		const text = { type: 'string' };
		expect(schema).toEqual({
			...simplifiedSchema,
			properties: {
				...Object(simplifiedSchema.properties),
				event: text,
				sent_by: text,
				kind: text,
			},
			required: [...Object(simplifiedSchema.required), 'event', 'sent_by', 'kind'],
		});
	});

	it('are exactly those of the output', async () => {
		const sandbox = await startSandbox();
		const server = await triggerServer({ credentials: { baseUrl: sandbox.url } });
		const { id, result } = sandbox.seedJob();
		const event = 'transcription.success';
		await sendWebhook(server.url, webhookBody(event, id));
		await sendCallback(server.url, { id, event, payload: result });
		await sandbox.close();
		const validate = new Ajv({ allowUnionTypes: true }).compile(Object(schema));
		expect(server.executions).toHaveLength(2);
		for (const [item] of server.executions) {
			validate(item?.json);
			expect(validate.errors ?? []).toEqual([]);
		}
	});
});
