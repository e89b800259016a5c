/** What the tests use of the package, which has no types of its own. */
declare module 'hoodiecrow-imap' {
	import type { Server } from 'node:net';

	interface Options {
		/** Names of IMAP extensions. */
		plugins?: string[];
		users?: Record<string, { password: string }>;
		storage?: Record<string, { messages: Array<{ raw: string; flags?: string[] }> }>;
	}

	interface ImapServer {
		server: Server;
		listen(port: number, host: string, listening: () => void): void;
		close(closed: () => void): void;
		/** Delivers a message, and tells the clients that look at the mailbox. */
		appendMessage(
			mailbox: string,
			flags: string[],
			internalDate: Date,
			raw: string,
		): { message: { flags: string[] } };
	}

	export default function hoodiecrow(options: Options): ImapServer;
}
