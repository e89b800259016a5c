import {
	addressOf,
	MAX_REDIRECTS,
	redirected,
	redirectTarget,
	whyNotFollowed,
} from '../../../nodes/shared/api/redirects';

const from = new URL('https://api.gladia.io/v2/upload');

it.each([
	['a path', '/v3/upload', 'https://api.gladia.io/v3/upload'],
	['an address', 'http://other.example/a', 'http://other.example/a'],
	['an address with a password', 'https://me:secret@other.example/a', 'https://other.example/a'],
	['another protocol', 'ftp://other.example/a', undefined],
	['no text', 5, undefined],
])('reads where a redirect leads: %s', (_, location, expected) => {
	expect(redirectTarget({ location }, from)?.href).toBe(expected);
});

it('follows within the origin only, and not for ever', () => {
	const to = new URL('https://api.gladia.io/v3');
	expect(whyNotFollowed(from, to, 0)).toBeUndefined();
	expect(whyNotFollowed(from, to, MAX_REDIRECTS)).toBe('loop');
	expect(whyNotFollowed(from, new URL('http://api.gladia.io/v3'), 0)).toBe('elsewhere');
	expect(whyNotFollowed(from, new URL('https://api.gladia.io:444/v3'), 0)).toBe('elsewhere');
	expect(whyNotFollowed(from, undefined, 0)).toBe('nowhere');
});

it.each([
	[301, 'POST', 'GET'],
	[302, 'POST', 'GET'],
	[303, 'DELETE', 'GET'],
	[301, 'DELETE', 'DELETE'],
	[307, 'POST', 'POST'],
	[308, 'PATCH', 'PATCH'],
] as const)('after %d, %s becomes %s', (status, method, expected) => {
	const request = { baseURL: 'https://api.gladia.io', url: '/a', method, body: { a: 1 }, qs: {} };
	expect(redirected(request, status, new URL('https://api.gladia.io/b'))).toEqual({
		baseURL: undefined,
		url: 'https://api.gladia.io/b',
		qs: undefined,
		method: expected,
		body: expected === method ? { a: 1 } : undefined,
	});
});

it('joins base URL and path with one slash', () => {
	const href = 'https://proxy.example/gladia/v2/live';
	expect(addressOf({ baseURL: 'https://proxy.example/gladia/', url: '/v2/live' }).href).toBe(href);
	expect(addressOf({ url: href }).href).toBe(href);
});
