import { randomUUID } from 'node:crypto';
import type { INodeParameters } from 'n8n-workflow';
import type { Job } from '../../sandbox/sandbox';
import { fullResponse } from '../shared/output/chosen';
import { sendCallback, sendWebhook, startJob, webhookBody } from './support/calls';
import { started, useGladia } from './support/sandboxTrigger';

const gladia = useGladia();

describe('Output', () => {
	const event = 'transcription.success';
	const heading = { event, sent_by: 'webhook', kind: 'pre-recorded' };

	async function itemsFor(parameters: INodeParameters, job: Job) {
		const server = await gladia.trigger({ events: [event], ...parameters });
		expect(await sendWebhook(server.url, webhookBody(event, job.id))).toEqual(started);
		return server.executions[0] ?? [];
	}

	it('can be one item per utterance', async () => {
		const job = gladia.sandbox().seedJob();
		const items = await itemsFor({ output: 'items', itemType: 'utterance' }, job);
		expect(items.length).toBeGreaterThan(2);
		for (const item of items) {
			expect(item).toEqual({
				json: expect.objectContaining({
					...heading,
					transcription_id: job.id,
					text: expect.any(String),
				}),
			});
		}
	});

	it('can be the full response of the API', async () => {
		const job = gladia.sandbox().seedJob();
		const [item] = await itemsFor({ output: 'full' }, job);
		expect(item?.json).toEqual({ ...heading, ...fullResponse(JSON.parse(JSON.stringify(job))) });
	});

	it('can be files', async () => {
		const [item] = await itemsFor(
			{ output: 'files', fileFormats: ['srt', 'txt'] },
			gladia.sandbox().seedJob(),
		);
		expect(item?.json).toMatchObject({ ...heading, status: 'done' });
		expect(Object.values(item?.binary ?? {}).map(({ fileName }) => fileName)).toEqual([
			'sample.srt',
			'sample.txt',
		]);
	});

	it('reports the failure of a job that Gladia announced as a success', async () => {
		const job = gladia.sandbox().seedJob({ status: 'error', error_code: 422 });
		const [item] = await itemsFor({}, job);
		expect(item?.json).toMatchObject({ ...heading, status: 'error', error_code: 422 });
	});
});

test('A callback is returned without the secrets of the address that it echoes', async () => {
	const server = await gladia.trigger({ events: ['transcription.success'], fetchResult: false });
	const echo = (token: string) => ({
		request_params: { callback_config: { url: `${server.url}?token=${token}&team=a` } },
	});
	for (const payload of [echo('first'), echo('second')]) {
		const body = { id: randomUUID(), event: 'transcription.success', payload };
		expect(await sendCallback(server.url, body)).toEqual(started);
	}
	expect(server.executions.flat().map(({ json }) => json.payload)).toEqual([
		echo('***'),
		echo('***'),
	]);
});

describe('A result that cannot be fetched', () => {
	const event = 'transcription.success';
	const heading = { event, sent_by: 'webhook', kind: 'pre-recorded' };

	it.each([
		['of a deleted job', randomUUID(), 404],
		['of an example', 'example-id', 400],
	])('is reported in an item %s', async (_what, id, status_code) => {
		const server = await gladia.trigger({});
		expect(await sendWebhook(server.url, webhookBody(event, id))).toEqual(started);
		const error = {
			message: 'The transcription was not found at Gladia',
			description: expect.stringMatching(/^It may have been deleted, belong to another account/),
			status_code,
			request_id: expect.any(String),
		};
		expect(server.executions).toEqual([[{ json: { ...heading, id, error } }]]);
	});

	it('is reported in an item when the API key is wrong too', async () => {
		const server = await gladia.trigger({}, 'wrong');
		await sendWebhook(server.url, webhookBody(event, gladia.sandbox().seedJob().id));
		expect(server.executions).toMatchObject([
			[
				{
					json: {
						...heading,
						error: { message: 'Gladia does not know the API key', status_code: 401 },
					},
				},
			],
		]);
	});

	it('is requested again when the connection breaks or Gladia fails once', async () => {
		const server = await gladia.trigger({});
		const { id } = gladia.sandbox().seedJob();
		gladia.sandbox().failNext({ kind: 'status', status: 503 });
		gladia.sandbox().failNext({ kind: 'truncate' });
		expect(await sendWebhook(server.url, webhookBody(event, id))).toEqual(started);
		expect(server.executions).toMatchObject([[{ json: { ...heading, id, status: 'done' } }]]);
		expect(gladia.sandbox().requests).toHaveLength(3);
	});

	it('is waited for when it is not stored yet', async () => {
		const server = await gladia.trigger({});
		const id = await startJob(gladia.sandbox().url);
		expect(await sendWebhook(server.url, webhookBody(event, id))).toEqual(started);
		expect(server.executions).toMatchObject([[{ json: { ...heading, id, status: 'done' } }]]);
	});

	it.each([
		['answers', 'hang'],
		['finishes the job', 'processing'],
	] as const)(
		'is given up in time for Svix when Gladia never %s',
		async (_what, how) => {
			const server = await gladia.trigger({ options: { maxWait: 8 } });
			const { id } = gladia
				.sandbox()
				.seedJob(how === 'hang' ? {} : { status: 'processing', result: null });
			if (how === 'hang') gladia.sandbox().failNext({ kind: 'hang', times: 9 });
			const before = Date.now();
			expect(await sendWebhook(server.url, webhookBody(event, id))).toEqual(started);
			expect(Date.now() - before).toBeLessThan(12_000);
			expect(server.executions).toEqual([
				[
					{
						json: {
							...heading,
							id,
							error: {
								message: 'Gladia did not return the result in time',
								description: "Read it with Gladia Get Result, 'Wait Until Done' switched on",
							},
						},
					},
				],
			]);
		},
		20_000,
	);

	it('names the parameter that is empty, and the delivery may be repeated', async () => {
		const server = await gladia.trigger({ output: 'selected', parts: [] });
		const body = webhookBody(event, gladia.sandbox().seedJob().id);
		expect(await sendWebhook(server.url, body, { id: 'msg_1' })).toEqual({
			status: 500,
			message: expect.stringContaining("'Parts' is empty"),
		});
		expect(server.executions).toEqual([]);
	});
});
