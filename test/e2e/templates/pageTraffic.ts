import type { Page } from 'playwright-core';

interface Connection {
	/** Bytes that Gladia had confirmed when it was opened. */
	confirmedBefore: number;
	sent: Buffer[];
}

/** What a page gets, and the audio that it sends over its WebSockets. */
export class PageTraffic {
	readonly connections: Connection[] = [];
	private readonly bodies: Array<Promise<string>> = [];
	private readonly messages: string[] = [];
	private confirmed = 0;

	constructor(page: Page) {
		page.on('response', (response) => {
			const head = JSON.stringify(response.headers());
			// An answer without a body has none to read.
			this.bodies.push(
				response.text().catch(() => ''),
				Promise.resolve(head),
			);
		});
		page.on('websocket', (socket) => {
			const sent: Buffer[] = [];
			this.connections.push({ confirmedBefore: this.confirmed, sent });
			socket.on('framesent', ({ payload }) => {
				if (typeof payload !== 'string') sent.push(payload);
			});
			socket.on('framereceived', ({ payload }) => this.receive(String(payload)));
		});
	}

	/** All text that came to the page: documents, headers and messages. */
	async received(): Promise<string> {
		return [...(await Promise.all(this.bodies)), ...this.messages].join('\n');
	}

	/**
	 * The audio of all connections, put together as it was heard.
	 *
	 * @throws Error when a connection does not go on where the one before was confirmed to be
	 */
	audio(): Buffer {
		return this.connections.reduce((before, { confirmedBefore, sent }) => {
			const audio = Buffer.concat(sent);
			const again = before.subarray(confirmedBefore, confirmedBefore + audio.length);
			if (!audio.subarray(0, again.length).equals(again)) {
				throw new Error(`Other audio was sent from byte ${confirmedBefore} than before.`);
			}
			return Buffer.concat([before.subarray(0, confirmedBefore), audio]);
		}, Buffer.alloc(0));
	}

	private receive(text: string): void {
		this.messages.push(text);
		const { type, acknowledged, data } = JSON.parse(text) as {
			type: string;
			acknowledged?: boolean;
			data?: { byte_range?: [number, number] };
		};
		if (type === 'audio_chunk' && acknowledged) this.confirmed = data?.byte_range?.[1] ?? NaN;
	}
}
