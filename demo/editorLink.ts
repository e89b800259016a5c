import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onProcessEnd } from './cleanUp';
import type { N8nRest } from './n8nRest';

/**
 * An address of this machine that logs a browser in as the user of `rest` and leads it to a page of n8n's
 * editor: cookies count for all ports of a host. Nobody can guess the address.
 *
 * @param path of the page, such as `/workflow/…`
 */
export async function editorLink(rest: N8nRest, path: string): Promise<string> {
	const secretPath = `/${randomBytes(8).toString('hex')}`;
	const server = createServer((request, response) => {
		if (request.url !== secretPath) return response.writeHead(404).end();
		response.writeHead(302, {
			location: rest.url + path,
			'set-cookie': `n8n-auth=${rest.authCookie}; Path=/; HttpOnly; SameSite=Lax`,
		});
		response.end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onProcessEnd(() => void server.close());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}${secretPath}`;
}

/** Opens an address in the user's browser where there is one; elsewhere nothing happens. */
export function openInBrowser(url: string): void {
	const { DISPLAY, WAYLAND_DISPLAY } = process.env;
	const isMac = process.platform === 'darwin';
	if (!isMac && !DISPLAY && !WAYLAND_DISPLAY) return;
	const opener = spawn(isMac ? 'open' : 'xdg-open', [url], { detached: true, stdio: 'ignore' });
	// A desktop without an opener: the address is printed as well.
	opener.on('error', () => {});
	opener.unref();
}
