import { callbackToken, isSameSecret, withCallbackToken } from '../../nodes/shared/callbackToken';

const path = '/webhook/6f1b9ad1/gladia-trigger';
const url = `https://n8n.example.com${path}`;

describe('The token of a callback', () => {
	it('is HMAC-SHA256 of the trigger under the API key', () => {
		// printf 'gladia-callback:6f1b9ad1/gladia-trigger' | openssl dgst -sha256 -hmac 'key' -binary | basenc --base64url
		expect(callbackToken('key', url)).toBe('lLBKq-9-EvXzH3nEx8hNL6e3gwklxk0QJCqg-7pdadQ');
	});

	it.each([
		path,
		`https://n8n.example.com:5678/behind/a/proxy${path}`,
		`https://n8n.example.com${path.replace('webhook', 'webhook-test')}`,
		`${url}/`,
		`${url}?customer=7#there`,
	])('is the same for the same trigger at %s', (other) => {
		expect(callbackToken('key', other)).toBe(callbackToken('key', url));
	});

	it('differs by key and by trigger', () => {
		const token = callbackToken('key', url);
		expect(callbackToken('other key', url)).not.toBe(token);
		expect(callbackToken('key', '/webhook/7f1b9ad1/gladia-trigger')).not.toBe(token);
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
	it('gets the token when it is that of a trigger', () => {
		const token = callbackToken('key', url);
		expect(withCallbackToken('key', url)).toBe(`${url}?token=${token}`);
		expect(withCallbackToken('key', `${url}?customer=7`)).toBe(`${url}?customer=7&token=${token}`);
	});

	it.each([
		'https://example.com/webhook/6f1b9ad1',
		'https://example.com/my-gladia-trigger',
		'https://example.com/gladia-trigger/more',
		`${url}?token=my-own`,
		'no address',
	])('stays as it is: %s', (other) => {
		expect(withCallbackToken('key', other)).toBe(other);
	});
});
