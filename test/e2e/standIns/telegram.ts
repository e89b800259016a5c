import type { ServerResponse } from 'node:http';
import type { IDataObject } from 'n8n-workflow';
import { answerJson } from '../../support/httpServer';
import type { ServiceRequest, StandIn } from './standIn';
import { jsonOf, Refusal } from './standIn';
import { EntityError, visibleText } from './telegramText';

/** A message that the bot has sent, as its reader sees it. */
export interface SentMessage {
	chat: number;
	text: string;
}

/** Telegram with one bot, whose chats and files a test makes up. */
export interface Telegram extends StandIn {
	sent: SentMessage[];
	/** What the bot was shown to be doing: chat and action. */
	actions: Array<{ chat: number; action: string }>;
	/** The address that the bot is called at, when one is set. */
	webhookUrl(): string | undefined;
	/** Puts a recording among the files that people have sent, and returns its `file_id`. */
	storeFile(content: Buffer, size?: number): string;
	/**
	 * Sends the bot a message of a person. Its webhook is called as Telegram calls it, but on this machine,
	 * where the tunnel that a public address needs would end.
	 *
	 * @param message what it holds beside the fields that all have, such as `{ text: 'Hello' }`
	 * @param n8nUrl where that tunnel ends
	 */
	deliver(chat: number, message: IDataObject, n8nUrl: string): Promise<void>;
}

const MOST_CHARACTERS = 4096;
const MOST_BYTES = 20_000_000;
const PORTS = ['', '80', '88', '443', '8443'];
const ACTIONS = ['typing', 'upload_voice', 'upload_document', 'record_voice'];

interface Webhook {
	url: string;
	secret: string;
	/** Kinds of updates; none for the usual ones. */
	allowed: unknown[];
}

interface StoredFile {
	file_path: string;
	file_size: number;
	content: Buffer;
}

const badRequest = (what: string): Refusal => failure(400, `Bad Request: ${what}`);

const failure = (status: number, description: string): Refusal =>
	new Refusal(status, { ok: false, error_code: status, description });

/** @param token of the only bot */
export function telegramStandIn(token: string): Telegram {
	const sent: SentMessage[] = [];
	const actions: Telegram['actions'] = [];
	const files = new Map<string, StoredFile>();
	const chats = new Set<number>();
	let webhook: Webhook | undefined;
	let updates = 1000;

	const chatOf = ({ chat_id }: IDataObject): number => {
		if (!chats.has(Number(chat_id))) throw badRequest('chat not found');
		return Number(chat_id);
	};

	const methods: Record<string, (parameters: IDataObject) => unknown> = {
		getMe: () => ({ id: 1, is_bot: true, first_name: 'Bot', username: 'voice_bot' }),
		getWebhookInfo: () => ({ url: webhook?.url ?? '', pending_update_count: 0 }),
		setWebhook(parameters) {
			webhook = checkedWebhook(parameters);
			return true;
		},
		deleteWebhook() {
			webhook = undefined;
			return true;
		},
		getFile({ file_id }) {
			const file = files.get(String(file_id));
			if (!file) throw badRequest('invalid file_id');
			const { file_path, file_size } = file;
			if (file_size > MOST_BYTES) throw badRequest('file is too big');
			return { file_id, file_unique_id: `u${file_id}`, file_size, file_path };
		},
		sendMessage(parameters) {
			const message = { chat: chatOf(parameters), text: checkedText(parameters) };
			sent.push(message);
			return { message_id: sent.length, date: 1, chat: { id: message.chat }, text: message.text };
		},
		sendChatAction(parameters) {
			const action = String(parameters.action);
			if (!ACTIONS.includes(action)) throw badRequest('wrong parameter action in request');
			actions.push({ chat: chatOf(parameters), action });
			return true;
		},
	};

	return {
		hosts: ['api.telegram.org'],
		sent,
		actions,
		webhookUrl: () => webhook?.url,
		storeFile(content, size = content.length) {
			const number = files.size + 1;
			files.set(`file-${number}`, {
				file_path: `voice/file_${number}.oga`,
				file_size: size,
				content,
			});
			return `file-${number}`;
		},
		async deliver(chat, message, n8nUrl) {
			chats.add(chat);
			if (!webhook) throw new Error('The bot has no webhook.');
			const { url, secret, allowed } = webhook;
			if (allowed.length > 0 && !allowed.includes('message')) return;
			const { pathname } = new URL(url);
			const person = { id: chat, is_bot: false, first_name: 'Ann' };
			const response = await fetch(n8nUrl + pathname, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					'x-telegram-bot-api-secret-token': secret,
				},
				body: JSON.stringify({
					update_id: ++updates,
					message: {
						message_id: updates,
						from: person,
						chat: { id: chat, first_name: 'Ann', type: 'private' },
						date: 1_795_000_000,
						...message,
					},
				}),
			});
			if (!response.ok) throw new Error(`The webhook has answered ${response.status}.`);
		},
		answer(request, response) {
			const [, kind, bot, rest = ''] =
				/^\/(file\/)?bot([^/]+)\/(.*)$/.exec(request.url.pathname) ?? [];
			if (bot !== token) throw failure(401, 'Unauthorized');
			if (kind !== undefined) return sendFile([...files.values()], rest, response);
			const method = methods[rest];
			if (!method) throw failure(404, 'Not Found');
			answerJson(response, 200, { ok: true, result: method(parametersOf(request)) });
		},
	};
}

/** Parameters come in the body as JSON or in the query. */
function parametersOf(request: ServiceRequest): IDataObject {
	const inQuery = Object.fromEntries(request.url.searchParams);
	if (request.body === '') return inQuery;
	return { ...inQuery, ...jsonOf<IDataObject>(request, badRequest("can't parse JSON object")) };
}

function checkedWebhook({ url, secret_token: secret, allowed_updates }: IDataObject): Webhook {
	const { protocol, port } = new URL(String(url));
	if (protocol !== 'https:') {
		throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
	}
	if (!PORTS.includes(port)) {
		throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
	}
	if (!/^[\w-]{1,256}$/.test(String(secret))) {
		throw badRequest('secret token contains unallowed characters');
	}
	return { url: String(url), secret: String(secret), allowed: [allowed_updates ?? []].flat() };
}

/** What the reader sees; Telegram takes blanks away at both ends, and counts as JavaScript does. */
function checkedText({ text, parse_mode = '' }: IDataObject): string {
	if (typeof text !== 'string') throw badRequest('message text is empty');
	if (/\p{Surrogate}/u.test(text)) throw badRequest('strings must be encoded in UTF-8');
	const seen = parsed(text, String(parse_mode)).trim();
	if (seen === '') throw badRequest('message text is empty');
	if (seen.length > MOST_CHARACTERS) throw badRequest('message is too long');
	return seen;
}

function parsed(text: string, parseMode: string): string {
	try {
		return visibleText(text, parseMode);
	} catch (error) {
		if (error instanceof EntityError) throw badRequest(`can't parse entities: ${error.message}`);
		throw error;
	}
}

function sendFile(files: StoredFile[], path: string, response: ServerResponse): void {
	const file = files.find(({ file_path }) => file_path === path);
	if (!file) throw failure(404, 'Not Found');
	// Telegram tells no type of a recording.
	response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.content);
}
