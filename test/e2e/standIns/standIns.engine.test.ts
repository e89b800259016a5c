import { readFileSync } from 'node:fs';
import { fetch, ProxyAgent } from 'undici';
import { googleDriveStandIn } from './googleDrive';
import { hubSpotStandIn } from './hubSpot';
import { notionStandIn } from './notion';
import { slackStandIn } from './slack';
import type { StandInProxy } from './standInProxy';
import { startStandInProxy } from './standInProxy';

const CONTACT = 'ann@customer.test';

const drive = googleDriveStandIn();
const notion = notionStandIn();
const slack = slackStandIn(['general']);
const hubSpot = hubSpotStandIn([CONTACT]);

let proxy: StandInProxy;
let agent: ProxyAgent;

beforeAll(async () => {
	proxy = await startStandInProxy([drive, notion, slack, hubSpot]);
	const { HTTPS_PROXY: uri = '', NODE_EXTRA_CA_CERTS: file = '' } = proxy.env;
	agent = new ProxyAgent({ uri, requestTls: { ca: readFileSync(file) } });
});
afterEach(() => proxy.refused.splice(0));
afterAll(async () => {
	await agent.close();
	await proxy.close();
});

interface Call {
	url: string;
	method?: string;
	token?: string;
	body?: object | string;
}

async function call({ url, method = 'POST', token = '', body }: Call) {
	const response = await fetch(url, {
		method,
		dispatcher: agent,
		headers: {
			authorization: `Bearer ${token}`,
			'content-type':
				typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json',
			'notion-version': '2026-03-11',
		},
		body: typeof body === 'object' ? JSON.stringify(body) : body,
	});
	return { status: response.status, document: await response.json() };
}

const tooLong = (length: number) => 'x'.repeat(length + 1);

describe('slack.com', () => {
	const post = async (body: object, token = slack.access.accessToken) =>
		await call({ url: 'https://slack.com/api/chat.postMessage', token, body });

	it.each([
		['a text that is too long', { channel: '#general', text: tooLong(40_000) }, 'msg_too_long'],
		['no text', { channel: '#general' }, 'no_text'],
		['a channel that is not there', { channel: '#other', text: 'x' }, 'channel_not_found'],
	])('refuses %s, with status 200 as Slack does', async (_, body, error) => {
		expect(await post(body)).toEqual({ status: 200, document: { ok: false, error } });
		expect(proxy.refused).toEqual([expect.stringContaining(error)]);
	});

	it('refuses a token that it does not know', async () => {
		const body = { channel: 'general', text: 'x' };
		expect((await post(body, 'xoxb-other')).document).toMatchObject({ error: 'invalid_auth' });
		expect(slack.messages).toEqual([]);
	});

	it('takes a text of 40,000 characters', async () => {
		const text = 'x'.repeat(40_000);
		expect((await post({ channel: 'general', text })).document).toMatchObject({ ok: true });
		expect(slack.messages).toEqual([{ channel: 'general', text }]);
	});
});

describe('api.notion.com', () => {
	const { apiKey: token } = notion.access;
	const parent = { page_id: notion.parentUrl.slice(-32) };
	const properties = { title: [{ text: { content: 'Title' } }] };
	const create = async (body: object) =>
		await call({ url: 'https://api.notion.com/v1/pages', token, body });
	const paragraph = (content: string) => ({
		type: 'paragraph',
		paragraph: { rich_text: [{ text: { content } }] },
	});

	it.each([
		['a title that is too long', { properties: { title: [{ text: { content: tooLong(2000) } }] } }],
		['a block that is too long', { properties, children: [paragraph(tooLong(2000))] }],
		[
			'too many blocks',
			{ properties, children: Array.from({ length: 101 }, () => paragraph('x')) },
		],
		['both kinds of content', { properties, children: [], markdown: 'x' }],
		['a block of no type', { properties, children: [{}] }],
	])('refuses %s', async (_, body) => {
		expect(await create({ parent, ...body })).toMatchObject({
			status: 400,
			document: { object: 'error', code: 'validation_error' },
		});
		expect(notion.pages).toEqual([]);
	});

	it('refuses a page that is not shared with the integration', async () => {
		const other = { page_id: '0'.repeat(32) };
		expect(await create({ parent: other, properties })).toMatchObject({
			status: 404,
			document: { code: 'object_not_found' },
		});
	});

	it('takes pages and blocks of 2,000 characters', async () => {
		const { document } = await create({ parent, properties, markdown: '## Notes' });
		const { id } = document as { id: string };
		const text = 'x'.repeat(2000);
		await call({
			url: `https://api.notion.com/v1/blocks/${id}/children`,
			method: 'PATCH',
			token,
			body: { children: [paragraph(text), paragraph('end')] },
		});
		expect(notion.pages).toMatchObject([
			{ title: 'Title', markdown: '## Notes', blocks: [text, 'end'] },
		]);
		expect(proxy.refused).toEqual([]);
	});
});

describe('api.hubapi.com', () => {
	const { appToken: token } = hubSpot.access;
	const metadata = { status: 'COMPLETED', recordingUrl: 'https://phone.test/1.mp3' };

	it.each([
		['a description that is too long', { metadata: { ...metadata, body: tooLong(65_536) } }],
		['a status that calls do not have', { metadata: { ...metadata, status: 'DONE' } }],
		[
			'a recording without encryption',
			{ metadata: { ...metadata, recordingUrl: 'http://a.test' } },
		],
		['a contact that is not there', { metadata, associations: { contactIds: ['7'] } }],
		['an engagement that is no call', { engagement: { type: 'LUNCH' }, metadata }],
	])('refuses %s', async (_, body) => {
		const url = 'https://api.hubapi.com/engagements/v1/engagements';
		expect(
			await call({ url, token, body: { engagement: { type: 'CALL' }, ...body } }),
		).toMatchObject({ status: 400, document: { status: 'error', category: 'VALIDATION_ERROR' } });
		expect(hubSpot.calls).toEqual([]);
	});

	it('refuses an address that is none, and finds the contact of one that it knows', async () => {
		const upsert = async (email: string) =>
			await call({
				url: `https://api.hubapi.com/contacts/v1/contact/createOrUpdate/email/${email}`,
				token,
				body: { properties: [] },
			});
		expect(await upsert('undefined')).toMatchObject({ status: 400 });
		expect(await upsert(CONTACT)).toEqual({ status: 200, document: { vid: 101, isNew: false } });
		expect(await upsert('new@customer.test')).toMatchObject({ document: { isNew: true } });
	});
});

describe('www.googleapis.com', () => {
	it('wants a new token, which it gives for the one that refreshes it', async () => {
		const files = 'https://www.googleapis.com/drive/v3/files';
		const { oauthTokenData, clientId, clientSecret } = drive.access;
		expect(
			await call({ url: files, method: 'GET', token: oauthTokenData.access_token }),
		).toMatchObject({ status: 401, document: { error: { code: 401 } } });
		const form = {
			grant_type: 'refresh_token',
			refresh_token: oauthTokenData.refresh_token ?? '',
			client_id: clientId,
			client_secret: clientSecret,
		};
		const refresh = async (more: object = {}) =>
			await call({
				url: 'https://oauth2.googleapis.com/token',
				body: new URLSearchParams({ ...form, ...more }).toString(),
			});
		expect(await refresh({ refresh_token: 'other' })).toMatchObject({
			status: 400,
			document: { error: 'invalid_grant' },
		});
		const { document } = await refresh();
		const { access_token: token } = document as { access_token: string };
		const list = async (q: string) =>
			await call({ url: `${files}?q=${encodeURIComponent(q)}`, method: 'GET', token });
		expect(await list('trashed = false')).toEqual({ status: 200, document: { files: [] } });
		expect(await list('colour = red')).toMatchObject({ status: 400 });
		expect(await list("'another' in parents")).toMatchObject({ status: 404 });
	});
});

describe('any other host', () => {
	it('is refused, and noted', async () => {
		await expect(call({ url: 'https://elsewhere.test/' })).rejects.toThrow();
		expect(proxy.refused).toEqual(['CONNECT elsewhere.test: no stand-in']);
	});
});
