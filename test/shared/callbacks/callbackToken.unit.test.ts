import {
	callbackToken,
	isSameSecret,
	withCallbackToken,
} from '../../../nodes/shared/callbacks/callbackToken';

const path = '/webhook/6f1b9ad1/gladia-trigger';
const host = 'n8n.example.com';
const url = `https://${host}${path}`;

describe('The token of a callback', () => {
	it('is HMAC-SHA256 of the trigger and its host under the API key', () => {
		// printf 'gladia-callback:n8n.example.com/6f1b9ad1/gladia-trigger' | openssl dgst -sha256 -hmac 'key' -binary | basenc --base64url
		expect(callbackToken('key', url)).toBe('E2YyP71Jhihl6ZjIExNbf-bmb9HnZ9V6P3dxo29GuCg');
	});

	it.each([
		`https://${host}/behind/a/proxy${path}`,
		`https://${host}${path.replace('webhook', 'webhook-test')}`,
		`https://N8N.example.com:443${path}`,
		`${url}/`,
		`${url}?customer=7#there`,
	])('is the same for the same trigger at %s', (other) => {
		expect(callbackToken('key', other)).toBe(callbackToken('key', url));
	});

	it.each([
		`https://evil.example${path}`,
		`https://${host}:5678${path}`,
		`https://${host}.evil.example${path}`,
		`https://${host}/webhook/7f1b9ad1/gladia-trigger`,
	])('is another one for %s', (other) => {
		expect(callbackToken('key', other)).not.toBe(callbackToken('key', url));
	});

	it('differs by key', () => {
		expect(callbackToken('other key', url)).not.toBe(callbackToken('key', url));
	});
});

describe('A secret', () => {
	it('is only the same as itself', () => {
		expect(isSameSecret('a secret', 'a secret')).toBe(true);
	});

	it.each([undefined, '', 7, null, ['a secret'], {}, 'a secreT', 'a secret '])(
		'is not the same as %j',
		(given) => {
			expect(isSameSecret('a secret', given)).toBe(false);
		},
	);

	it('never is one when it is empty', () => {
		expect(isSameSecret('', '')).toBe(false);
	});
});

describe('A callback URL', () => {
	it('gets the token when it is that of a trigger on a known host', () => {
		const token = callbackToken('key', url);
		const hosts = ['other.example', host];
		expect(withCallbackToken('key', url, hosts)).toBe(`${url}?token=${token}`);
		expect(withCallbackToken('key', `${url}?customer=7`, hosts)).toBe(
			`${url}?customer=7&token=${token}`,
		);
	});

	it.each([
		'https://n8n.example.com/webhook/6f1b9ad1',
		'https://n8n.example.com/my-gladia-trigger',
		'https://n8n.example.com/gladia-trigger/more',
		`${url}?token=my-own`,
		'no address',
		`https://evil.example${path}`,
		`https://${host}:8443${path}`,
		`https://${host}@evil.example${path}`,
		`https://evil.example/${host}${path}`,
	])('stays as it is: %s', (other) => {
		expect(withCallbackToken('key', other, [host])).toBe(other);
	});
});
