import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { GladiaGetResult } from '../../nodes/GladiaGetResult/GladiaGetResult.node';
import type { Sandbox } from '../../sandbox/sandbox';
import type { NodeResult } from './engine';
import { runNode } from './engine';

/** Runs 'Get Many' of Gladia Get Result, for two items unless said. */
export async function getMany(
	url: string,
	parameters: INodeParameters = {},
	items: INodeExecutionData[] = [{ json: {} }, { json: {} }],
): Promise<NodeResult> {
	return await runNode({
		node: new GladiaGetResult(),
		items,
		parameters: { operation: 'getAll', ...parameters },
		credentials: { apiKey: 'sandbox-key', baseUrl: url },
	});
}

/** What an input item became, in order. */
export function jsonOf({ items }: NodeResult, item: number): unknown[] {
	return items
		.filter(({ pairedItem }) => JSON.stringify(pairedItem) === JSON.stringify({ item }))
		.map(({ json }) => json);
}

/** Seeds jobs, newest first in the result; each is a minute older than the one before. */
export function seedMany(
	sandbox: Sandbox,
	count: number,
	seed: NonNullable<Parameters<Sandbox['seedJob']>[0]> = {},
	newest = Date.UTC(2026, 0, 2),
): string[] {
	return Array.from(
		{ length: count },
		(_, n) =>
			sandbox.seedJob({ created_at: new Date(newest - n * 60_000).toISOString(), ...seed }).id,
	);
}

/** The documents of jobs as the API gives them one by one. */
export async function documents(sandbox: Sandbox, ids: string[]): Promise<unknown[]> {
	const read = async (id: string) => {
		const headers = { 'x-gladia-key': 'sandbox-key' };
		return await (await fetch(`${sandbox.url}/v2/pre-recorded/${id}`, { headers })).json();
	};
	return await Promise.all(ids.map(read));
}

/** Deletes jobs, all at once. */
export async function deleteJobs({ url }: Sandbox, ids: string[]): Promise<void> {
	const options = { method: 'DELETE', headers: { 'x-gladia-key': 'sandbox-key' } };
	await Promise.all(ids.map(async (id) => await fetch(`${url}/v2/pre-recorded/${id}`, options)));
}
