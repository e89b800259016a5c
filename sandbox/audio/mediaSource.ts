import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { ApiError } from '../server/apiError';
import type { SandboxServices } from '../services';
import { refuseTooLong, refuseUnreadable } from './audioLimits';
import type { StoredAudio } from './storedAudio';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const FILE_PATH = /^\/file\/([0-9a-f-]+)$/;

/**
 * The audio behind a URL: an uploaded file, something on this machine, which is fetched, or
 * anything else, which is only imagined: the sandbox never leaves the machine.
 * @throws ApiError 404 for an unknown uploaded file, 400 when a local URL cannot be fetched, leads to
 *   something else than audio, or to audio that is too long
 */
export async function mediaAt(
	state: Pick<SandboxServices, 'url' | 'audio' | 'readings'>,
	mediaUrl: string,
): Promise<StoredAudio> {
	const audio = await fetchMedia(state, mediaUrl);
	await refuseUnreadable(state.readings, audio);
	refuseTooLong(state.readings, audio);
	return audio;
}

async function fetchMedia(
	{ url: sandboxUrl, audio }: Pick<SandboxServices, 'url' | 'audio'>,
	mediaUrl: string,
): Promise<StoredAudio> {
	const { origin, hostname, pathname } = new URL(mediaUrl);
	if (origin === new URL(sandboxUrl).origin) {
		const uploaded = audio.get(FILE_PATH.exec(pathname)?.[1] ?? '');
		if (!uploaded) throw new ApiError(404, `No uploaded file at ${pathname}`);
		return uploaded;
	}
	if (!LOOPBACK.has(hostname)) return await audio.rememberRemote(mediaUrl);
	const response = await fetch(mediaUrl).catch((error: unknown) => {
		throw new ApiError(400, `The audio could not be fetched: ${String(error)}`);
	});
	if (!response.ok || !response.body) {
		throw new ApiError(400, `The audio could not be fetched: status ${response.status}`);
	}
	const filename = basename(pathname) || 'remote-audio';
	return await audio.save(Readable.fromWeb(response.body), filename, mediaUrl);
}
