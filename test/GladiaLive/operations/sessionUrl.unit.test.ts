import { isSessionUrl } from '../../../nodes/GladiaLive/operations/sessionUrl';

const gladia = 'https://api.gladia.io';

it.each([
	['wss://api.gladia.io/v2/live?token=t', gladia],
	['wss://eu-west.api.gladia.io/v2/live?token=t', gladia],
	['wss://live.gladia.io/v2/live?token=t', gladia],
	['wss://api.gladia.io/v2/live?token=t', 'https://proxy.example.com/gladia'],
	['wss://proxy.example.com/live', 'https://proxy.example.com/gladia'],
	['wss://proxy.example.com:8443/live', 'https://proxy.example.com:8443/gladia'],
	['wss://eu.proxy.example.com:8443/live', 'https://proxy.example.com:8443/gladia'],
	['wss://api.gladia.io/v2/live?token=t', 'http://127.0.0.1:8080'],
	['ws://127.0.0.1:5801/v2/live?token=t', 'http://127.0.0.1:5801'],
])('%s belongs to %s', (url, baseUrl) => expect(isSessionUrl(url, baseUrl)).toBe(true));

it.each([
	['wss://evil.example/v2/live?token=t', gladia],
	['wss://api.gladia.io.evil.example/', gladia],
	['wss://evilgladia.io/', gladia],
	['wss://api.gladia.io@evil.example/', gladia],
	['ws://api.gladia.io/v2/live', gladia],
	['ws://gladia.io/v2/live', gladia],
	['https://api.gladia.io/v2/live', gladia],
	['wss://api.gladia.io:8443/v2/live', gladia],
	['wss://proxy.example.com:8443/live', 'https://proxy.example.com/gladia'],
	['wss://proxy.example.com/live', 'https://proxy.example.com:8443/gladia'],
	['wss://eu.proxy.example.com/live', 'https://proxy.example.com:8443/gladia'],
	['ws://proxy.example.com/live', 'https://proxy.example.com/gladia'],
	['ws://127.0.0.1:5802/v2/live', 'http://127.0.0.1:5801'],
	['wss://127.0.0.1:5801/v2/live', 'http://127.0.0.1:5801'],
	['wss://evil.example/', 'ftp://evil.example'],
	['wss://example.com/', 'https://proxy.example.com/'],
	['ws://127.0.0.2:5801/', 'http://127.0.0.1:5801'],
	['api.gladia.io', gladia],
	['', gladia],
])('%s does not belong to %s', (url, baseUrl) => expect(isSessionUrl(url, baseUrl)).toBe(false));
