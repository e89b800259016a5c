import { randomUUID } from 'node:crypto';
import { answerJson } from '../../support/httpServer';
import type { ServiceRequest, StandIn } from './standIn';
import { Refusal } from './standIn';

interface DriveFile {
	name: string;
	mimeType: string;
	content: Buffer;
}

interface StoredFile extends DriveFile {
	id: string;
	createdTime: string;
}

/** A Google Drive with one folder, and an OAuth2 server whose first access token has expired. */
export interface GoogleDrive extends StandIn {
	/** Address of the folder. */
	folderUrl: string;
	/** Puts a file into the folder, now. */
	put(file: DriveFile): void;
	/** Names of the files whose content was read. */
	downloads: string[];
	/** Fields of the credential of type `googleDriveOAuth2Api`, signed in some hours ago. */
	access: { clientId: string; clientSecret: string; oauthTokenData: Record<string, string> };
}

function refusal(code: number, reason: string, message: string): Refusal {
	const errors = [{ domain: 'global', reason, message }];
	return new Refusal(code, { error: { code, message, errors } });
}

export function googleDriveStandIn(): GoogleDrive {
	const folderId = `1${randomUUID().replaceAll('-', '')}`;
	const files: StoredFile[] = [];
	const downloads: string[] = [];
	const access = {
		clientId: 'stand-in.apps.googleusercontent.com',
		clientSecret: 'GOCSPX-stand-in',
		oauthTokenData: {
			access_token: 'ya29.expired',
			refresh_token: '1//stand-in',
			token_type: 'Bearer',
		},
	};
	const accessToken = `ya29.${randomUUID()}`;

	function refresh({ body }: ServiceRequest): object {
		const form = new URLSearchParams(body);
		const isKnown =
			form.get('grant_type') === 'refresh_token' &&
			form.get('refresh_token') === access.oauthTokenData.refresh_token &&
			form.get('client_id') === access.clientId &&
			form.get('client_secret') === access.clientSecret;
		if (!isKnown)
			throw new Refusal(400, { error: 'invalid_grant', error_description: 'Bad Request' });
		return { access_token: accessToken, expires_in: 3599, token_type: 'Bearer' };
	}

	function list({ searchParams }: URL): object {
		const isEverywhere =
			searchParams.get('includeItemsFromAllDrives') === 'true' &&
			searchParams.get('supportsAllDrives') === 'true';
		if (searchParams.get('corpora') === 'allDrives' && !isEverywhere) {
			throw refusal(403, 'teamDrivesParentLimit', 'The allDrives corpora needs all drives.');
		}
		const conditions = (searchParams.get('q') ?? '').split(/ and /i).map(conditionOf);
		const found = files
			.filter((file) => conditions.every((isMet) => isMet(file)))
			.slice(0, Number(searchParams.get('pageSize') ?? 100));
		return { files: found.map(({ content, ...file }) => ({ ...file, size: `${content.length}` })) };
	}

	/** One comparison of Google's query language; only those that ask for recordings in a folder. */
	function conditionOf(text: string): (file: StoredFile) => boolean {
		const [, field = '', comparison = '', value = ''] =
			/^(\w+) ([!=>]+) '([^']*)'$/.exec(text.trim()) ?? [];
		if (text === 'trashed = false') return () => true;
		if (text === `'${folderId}' in parents`) return () => true;
		if (/^'[^']+' in parents$/.test(text)) throw notFound(text);
		if (field === 'mimeType' && comparison === '=') return (file) => file.mimeType === value;
		if (field === 'mimeType' && comparison === '!=') return (file) => file.mimeType !== value;
		if (field === 'createdTime' && comparison === '>') {
			return (file) => Date.parse(file.createdTime) > Date.parse(value);
		}
		throw refusal(400, 'invalid', `Invalid Value: ${text}`);
	}

	return {
		hosts: ['www.googleapis.com', 'oauth2.googleapis.com'],
		access,
		folderUrl: `https://drive.google.com/drive/folders/${folderId}`,
		downloads,
		put(file) {
			files.push({ ...file, id: `1${randomUUID()}`, createdTime: new Date().toISOString() });
		},
		answer(request, response) {
			const { method, headers, url } = request;
			if (method === 'POST' && url.href === 'https://oauth2.googleapis.com/token') {
				return answerJson(response, 200, refresh(request));
			}
			if (headers.authorization !== `Bearer ${accessToken}`) return expired(response);
			if (url.pathname === '/drive/v3/files') return answerJson(response, 200, list(url));
			const [, id] = /^\/drive\/v3\/files\/([^/]+)$/.exec(url.pathname) ?? [];
			const file = files.find((one) => one.id === id);
			if (!file) throw notFound(id ?? url.pathname);
			const { name, mimeType, content } = file;
			if (url.searchParams.get('alt') !== 'media') {
				return answerJson(response, 200, { name, mimeType });
			}
			downloads.push(name);
			response.writeHead(200, { 'content-type': mimeType, 'content-length': content.length });
			response.end(content);
		},
	};
}

/** Every program meets an expired token now and then, and must get a new one: not a refusal. */
function expired(response: Parameters<StandIn['answer']>[1]): void {
	const { status, document } = refusal(401, 'authError', 'Invalid Credentials');
	answerJson(response, status, document);
}

const notFound = (what: string) => refusal(404, 'notFound', `File not found: ${what}.`);
