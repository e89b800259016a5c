import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A stand-in for an API of OpenAI's format that turns texts into vectors. */
export interface EmbeddingsServer {
	/** Base URL for n8n's credential. */
	url: string;
	/** All texts that were sent, in order. */
	texts: string[];
	close(): Promise<void>;
}

const DIMENSIONS = 64;

export async function startEmbeddingsServer(): Promise<EmbeddingsServer> {
	const texts: string[] = [];
	const server = createServer((request, response) => {
		void json(request).then((body) => {
			const { input } = body as { input: string | string[] };
			const inputs = [input].flat();
			texts.push(...inputs);
			const data = inputs.map((text, index) => ({
				object: 'embedding',
				index,
				embedding: vectorOf(text, DIMENSIONS),
			}));
			const usage = { prompt_tokens: 1, total_tokens: 1 };
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify({ object: 'list', model: 'test', data, usage }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		texts,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** Texts with the same words are near each other: how often words of each hash occur. */
export function vectorOf(text: string, dimensions: number): number[] {
	const vector = new Array<number>(dimensions).fill(0);
	for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
		const hash = [...word].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
		vector[hash % dimensions] = (vector[hash % dimensions] ?? 0) + 1;
	}
	return vector;
}
