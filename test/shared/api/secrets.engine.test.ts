import type { OnError } from 'n8n-workflow';
import { GladiaGetResult } from '../../../nodes/GladiaGetResult/GladiaGetResult.node';
import { runNode } from '../../support/engine';
import type { TestServer } from '../../support/httpServer';
import { answerJson, redirectTo, startServer } from '../../support/httpServer';

const KEY = 'f3b1-"secret"/key+of=mine';
const FORMS = [
	KEY,
	encodeURIComponent(KEY),
	Buffer.from(KEY).toString('base64'),
	KEY.toUpperCase(),
];

let server: TestServer;
afterEach(async () => await server.close());

const get = async (operation: string, onError?: OnError) =>
	await runNode({
		node: new GladiaGetResult(),
		items: [{ json: {} }, { json: {} }],
		parameters: {
			operation,
			transcriptionId: { __rl: true, mode: 'id', value: '45463597-20b7-4af7-b3b3-f5fb778203ab' },
		},
		credentials: { apiKey: KEY, baseUrl: server.url },
		onError,
	});

const shown = (result: Awaited<ReturnType<typeof get>>) => {
	const { error, items, errorItems } = result;
	const own = error && { ...error, message: error.message, stack: error.stack };
	return JSON.stringify([own, items, errorItems]).toLowerCase();
};

describe.each(['get', 'download', 'delete', 'getAll'])(
	'a server that echoes the key to %s',
	(operation) => {
		const hides = (result: Awaited<ReturnType<typeof get>>) => {
			for (const form of FORMS) {
				expect(shown(result)).not.toContain(JSON.stringify(form).slice(1, -1).toLowerCase());
			}
		};

		it.each([400, 401, 403, 404, 418])('does not get it into the error of a %i', async (status) => {
			server = await startServer(({ headers }, response) =>
				answerJson(response, status, {
					message: `No access with ${FORMS.join(' or ')} (${String(headers['x-gladia-key'])})`,
					validation_errors: [{ key: KEY }, `key ${KEY}`],
					request_id: KEY,
					[KEY]: KEY,
				}),
			);
			const stopped = await get(operation);
			expect(stopped.error).toMatchObject({ description: expect.stringContaining('[hidden]') });
			hides(stopped);
			hides(await get(operation, 'continueRegularOutput'));
			hides(await get(operation, 'continueErrorOutput'));
		});

		it('does not get it into the error of a redirect or a page', async () => {
			server = await startServer(({ path, headers }, response, number) => {
				const key = encodeURIComponent(String(headers['x-gladia-key']));
				if (number === 0) redirectTo(response, 302, `http://${key}.example/${key}${path}`);
				else response.writeHead(401, { 'content-type': 'text/html' }).end(`<h1>${KEY}</h1>`);
			});
			hides(await get(operation, 'continueRegularOutput'));
		});
	},
);

it('shows a part of what a server says without end, and no request ID of any length', async () => {
	server = await startServer((_, response) =>
		answerJson(response, 400, {
			message: 'm'.repeat(1_000_000),
			validation_errors: Array.from({ length: 10_000 }, () => 'v'.repeat(10_000)),
			request_id: 'r'.repeat(1_000_000),
		}),
	);
	const result = await get('get', 'continueErrorOutput');
	expect(JSON.stringify(result.errorItems[0]).length).toBeLessThan(25_000);
	expect(result.errorItems[0]?.json.error).not.toHaveProperty('request_id');
});
