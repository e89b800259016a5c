import { CredentialTestContext } from 'n8n-core';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { additionalDataFor } from '../../support/engine';
import type { Answer } from '../../support/httpServer';
import { answerJson, startServer } from '../../support/httpServer';

const KEY = 'sandbox-key';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

/** What n8n calls when a credential is saved, in n8n-core's own context. */
async function testCredential(baseUrl: string, apiKey = KEY) {
	const { gladiaApiTest } = new GladiaTranscribe().methods.credentialTest;
	const context = new CredentialTestContext(additionalDataFor({ apiKey, baseUrl }));
	const data = { apiKey, baseUrl };
	return await gladiaApiTest.call(context, { id: '1', name: 'Gladia', type: 'gladiaApi', data });
}

/** The test against another server than Gladia's. */
async function testAgainst(answer: Answer) {
	const server = await startServer(answer);
	try {
		return { ...(await testCredential(server.url)), seen: server.seen };
	} finally {
		await server.close();
	}
}

it.each(['', '/', '//'])('accepts a right key, at an address that ends in "%s"', async (end) => {
	expect(await testCredential(` ${sandbox.url}${end}`)).toEqual({
		status: 'OK',
		message: 'Gladia accepts this API key',
	});
	const [request] = sandbox.requests;
	expect([
		request?.method,
		request?.path,
		request?.query,
		request?.headers['x-gladia-key'],
	]).toEqual(['GET', '/v2/pre-recorded', { limit: '1' }, KEY]);
});

it('says that a key is wrong, without showing it', async () => {
	const result = await testCredential(sandbox.url, 'wrong-key-1234');
	expect(result).toEqual({
		status: 'Error',
		message: "Gladia does not know this API key. Check 'API Key' and 'Base URL'",
	});
});

const NOT_GLADIA =
	"There is no Gladia API at this address. Check 'Base URL': that of Gladia is https://api.gladia.io";

it.each<[string, Answer, string]>([
	[
		'a web page',
		(_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Welcome'),
		NOT_GLADIA,
	],
	['other JSON', (_, response) => answerJson(response, 200, { status: 'ok' }), NOT_GLADIA],
	['a list of another API', (_, response) => answerJson(response, 200, [1, 2]), NOT_GLADIA],
	['nothing', (_, response) => response.writeHead(204).end(), NOT_GLADIA],
	['"not found"', (_, response) => answerJson(response, 404, { message: 'no' }), NOT_GLADIA],
	[
		'a redirect',
		(_, response) => response.writeHead(302, { location: 'https://elsewhere.example' }).end(),
		"This address leads to another one. Check 'Base URL': that of Gladia is https://api.gladia.io",
	],
	[
		'"forbidden"',
		(_, response) => answerJson(response, 403, {}),
		'Gladia does not let this API key in. Check it in the Gladia app',
	],
	[
		'"busy"',
		(_, response) => answerJson(response, 503, {}),
		'The server cannot check the API key now (status 503). Try again in a few minutes',
	],
])('a server that answers with %s does not pass', async (_name, answer, message) => {
	const { seen, ...result } = await testAgainst(answer);
	expect(result).toEqual({ status: 'Error', message });
	expect(seen).toHaveLength(1);
});

it.each(['api.gladia.io', 'localhost:8080', 'ftp://api.gladia.io', 'https://', ''])(
	'the address "%s" is not complete',
	async (address) => {
		expect(await testCredential(address)).toEqual({
			status: 'Error',
			message:
				"'Base URL' is not a complete address. It starts with https://, e.g. https://api.gladia.io",
		});
	},
);

it('a connection that is refused is told in words', async () => {
	expect(await testCredential('http://127.0.0.1:1')).toEqual({
		status: 'Error',
		message:
			"The server in 'Base URL' does not answer. The server refused the connection (ECONNREFUSED). Check the address and the network",
	});
});

it('a connection that breaks off is told in words', async () => {
	const { message } = await testAgainst((_, response) => response.destroy());
	expect(message).toMatch(
		/^The server in 'Base URL' does not answer\. The connection broke off \(\w+\)\. Check/,
	);
});
