import type { AddressInfo, Socket } from 'node:net';
import hoodiecrow from 'hoodiecrow-imap';
import type { Upload } from './testForm';

const USER = 'transcripts';
const PASSWORD = 'mailbox-password';

export interface Mail {
	from: string;
	subject: string;
	text: string;
	attachments: Upload[];
}

/** A mailbox on an IMAP server, for workflows that start with an e-mail. */
export interface Mailbox {
	/** For n8n's IMAP credential. */
	access: { user: string; password: string; host: string; port: number; secure: boolean };
	/** Puts a mail into the inbox. @returns reads whether somebody has seen it */
	deliver(mail: Mail): () => boolean;
	close(): Promise<void>;
}

export async function startMailbox(): Promise<Mailbox> {
	const imap = hoodiecrow({
		plugins: ['ENABLE', 'ID', 'IDLE', 'LITERALPLUS', 'NAMESPACE', 'UIDPLUS', 'UNSELECT'],
		users: { [USER]: { password: PASSWORD } },
		storage: { INBOX: { messages: [] } },
	});
	const connections = new Set<Socket>();
	imap.server.on('connection', (socket: Socket) => connections.add(socket));
	await new Promise<void>((resolve) => imap.listen(0, '127.0.0.1', resolve));
	const { port } = imap.server.address() as AddressInfo;
	return {
		access: { user: USER, password: PASSWORD, host: '127.0.0.1', port, secure: false },
		deliver(mail) {
			const { message } = imap.appendMessage('INBOX', [], new Date(), written(mail));
			return () => message.flags.includes('\\Seen');
		},
		async close() {
			for (const socket of connections) socket.destroy();
			await new Promise<void>((resolve) => imap.close(resolve));
		},
	};
}

const BOUNDARY = 'part-of-the-mail';

/** A mail as it stands in a mailbox. */
const written = ({ from, subject, text, attachments }: Mail): string =>
	[
		`From: ${from}`,
		'To: transcripts@mail.test',
		`Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
		`Date: ${new Date().toUTCString()}`,
		'MIME-Version: 1.0',
		`Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
		'',
		`--${BOUNDARY}`,
		'Content-Type: text/plain; charset=utf-8',
		'',
		text,
		...attachments.flatMap(({ name, mimeType, buffer }) => [
			`--${BOUNDARY}`,
			`Content-Type: ${mimeType}; name="${name}"`,
			`Content-Disposition: attachment; filename="${name}"`,
			'Content-Transfer-Encoding: base64',
			'',
			buffer.toString('base64').replace(/.{76}/g, '$&\r\n'),
		]),
		`--${BOUNDARY}--`,
		'',
	].join('\r\n');
