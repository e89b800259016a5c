import { randomUUID } from 'node:crypto';
import { stateCount } from '../../nodes/GladiaTrigger/triggerState';
import { callbackToken } from '../../nodes/shared/callbacks/callbackToken';
import { API_KEY, call, signedBySvix, webhookBody } from './support/calls';
import { useGladia } from './support/sandboxTrigger';

const gladia = useGladia();

describe('The state of a trigger', () => {
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

	it('is the same for two callbacks whose URLs spell one token in two ways', async () => {
		const server = await gladia.trigger({ fetchResult: false });
		const token = callbackToken(API_KEY, server.url);
		const body = { id: randomUUID(), event: 'transcription.success', payload: { metadata: {} } };
		for (const query of [`token=${token}`, `a=b&token=${token}`]) {
			await call({ url: `${server.url}?${query}`, body });
		}
		expect(server.executions).toHaveLength(1);
	});

	it('holds nothing of calls without proof, however many, and however long their ids', async () => {
		const server = await gladia.trigger({ events: ['all'] });
		const atFirst = stateCount();
		const long = 'a'.repeat(100_000);
		for (let n = 0; n < 200; n++) {
			const headers = { 'svix-id': `${n}${long.slice(0, 5_000)}`, 'svix-signature': 'v1,abc' };
			const body = webhookBody('transcription.success', `${n}${long}`);
			await call({ url: `${server.url}/${n}`, body, ...(n % 2 && { headers }) });
		}
		expect(stateCount()).toBe(atFirst);
		expect(gladia.requested()).toEqual([]);
	});
});
