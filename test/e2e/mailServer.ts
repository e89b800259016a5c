import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** An SMTP server that takes every message, so that mail which a workflow sends can be read. */
export interface MailServer {
	port: number;
	/** Whole messages as they came: headers, an empty line, and the encoded parts. */
	messages: string[];
	close(): Promise<void>;
}

/** Answers to the commands of RFC 5321; whatever else comes is fine too. */
const replies: Record<string, string> = {
	DATA: '354 Go ahead',
	QUIT: '221 Bye',
};

export async function startMailServer(): Promise<MailServer> {
	const messages: string[] = [];
	const server = createServer((socket) => {
		let buffer = '';
		let isMessage = false;
		const reply = (line: string) => socket.write(`${line}\r\n`);
		reply('220 localhost');
		socket.setEncoding('utf8').on('data', (chunk: string) => {
			buffer += chunk;
			for (;;) {
				const end = isMessage ? '\r\n.\r\n' : '\r\n';
				const at = buffer.indexOf(end);
				if (at < 0) return;
				const line = buffer.slice(0, at);
				buffer = buffer.slice(at + end.length);
				const command = line.slice(0, 4).toUpperCase();
				// A line that starts with a dot came with two.
				if (isMessage) messages.push(line.replace(/^\.\./gm, '.'));
				reply(isMessage ? '250 Taken' : (replies[command] ?? '250 localhost'));
				isMessage = !isMessage && command === 'DATA';
			}
		});
		socket.on('error', () => socket.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		messages,
		close: async () => await new Promise((resolve) => server.close(() => resolve())),
	};
}

/** The fields of n8n's SMTP credential for the server. */
export const smtpAccess = ({ port }: Pick<MailServer, 'port'>) => ({
	host: '127.0.0.1',
	port,
	secure: false,
	disableStartTls: true,
});

/** The decoded contents of a message's parts of a type; a plain message is its own only part. */
export function partsOf(message: string, mimeType: string): string[] {
	const boundaries = Array.from(message.matchAll(/boundary="([^"]+)"/g), ([, one]) => one ?? '');
	const parts = boundaries
		.reduce((pieces, one) => pieces.flatMap((piece) => piece.split(`--${one}`)), [message])
		.map((part) => part.replace(/^\r\n/, ''));
	return parts.flatMap((part) => {
		const split = part.indexOf('\r\n\r\n');
		const headers = part.slice(0, split).toLowerCase();
		const isWanted = `\r\n${headers}`.includes(`\r\ncontent-type: ${mimeType}`);
		if (split < 0 || !isWanted) return [];
		return [decoded(part.slice(split + 4), headers)];
	});
}

function decoded(text: string, headers: string): string {
	if (headers.includes('encoding: base64')) return Buffer.from(text, 'base64').toString();
	if (!headers.includes('encoding: quoted-printable')) return text;
	const bytes = text
		.replace(/=\r\n/g, '')
		.replace(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString();
}
