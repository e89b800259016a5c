import type { Sandbox } from '../../sandbox/sandbox';

/** Uploads audio to the sandbox; returns its address, as another service would tell it. */
export async function uploadedAudio(
	{ url }: Pick<Sandbox, 'url'>,
	apiKey: string,
	audio: Buffer,
	filename: string,
): Promise<string> {
	const form = new FormData();
	form.append('audio', new Blob([audio]), filename);
	const response = await fetch(`${url}/v2/upload`, {
		method: 'POST',
		headers: { 'x-gladia-key': apiKey },
		body: form,
	});
	return ((await response.json()) as { audio_url: string }).audio_url;
}
