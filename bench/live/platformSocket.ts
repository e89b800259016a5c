import { WebSocket } from 'undici';

/**
 * Sees to it that there is a WebSocket as n8n's Node has it: from undici, where Node has none yet.
 *
 * @returns what runs here, in words
 */
export function ensurePlatformSocket(): string {
	if (typeof globalThis.WebSocket !== 'undefined') return `Node ${process.version}`;
	Object.assign(globalThis, { WebSocket });
	return `Node ${process.version} with the WebSocket of the npm package undici`;
}
