import { randomUUID } from 'node:crypto';
import { remembered } from '../../nodes/GladiaTrigger/triggerState';
import { callbackToken } from '../../nodes/shared/callbacks/callbackToken';
import { API_KEY, call, signedBySvix, webhookBody } from './support/calls';
import { useGladia } from './support/sandboxTrigger';

const gladia = useGladia();

describe('What a trigger remembers', () => {
	it('is the same however the caller spells the address', async () => {
		const server = await gladia.trigger({ fetchResult: false });
		const { origin, pathname } = new URL(server.url);
		const spellings = [
			server.url,
			`${origin}/${pathname}`,
			`${server.url}/`,
			`${server.url}?a=b`,
			`${origin}${pathname.replace('webhook', '%77ebhook')}`,
			`${origin}/n8n${pathname}`,
		];
		const body = webhookBody('transcription.success', randomUUID());
		const headers = signedBySvix(body);
		for (const url of spellings) await call({ url, body, headers });
		expect(server.executions).toHaveLength(1);
	});

	it('is the same for two callbacks with one token in two spellings', async () => {
		const server = await gladia.trigger({ fetchResult: false });
		const token = callbackToken(API_KEY, server.url);
		const body = { id: randomUUID(), event: 'transcription.success', payload: { metadata: {} } };
		for (const query of [`token=${token}`, `a=b&token=${token}`]) {
			await call({ url: `${server.url}?${query}`, body });
		}
		expect(server.executions).toHaveLength(1);
	});

	it('is nothing of calls that prove nothing, however many and however long their ids', async () => {
		const server = await gladia.trigger({ events: ['all'] });
		const atFirst = remembered();
		const long = 'a'.repeat(100_000);
		for (let n = 0; n < 200; n++) {
			const headers = { 'svix-id': `${n}${long.slice(0, 5_000)}`, 'svix-signature': 'v1,abc' };
			const body = webhookBody('transcription.success', `${n}${long}`);
			await call({ url: `${server.url}/${n}`, body, ...(n % 2 && { headers }) });
		}
		expect(remembered()).toBe(atFirst);
		expect(gladia.requested()).toEqual([]);
	});
});
