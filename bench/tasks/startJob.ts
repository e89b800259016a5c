import { pipeUpload } from '../pipe';
import { SANDBOX_KEY } from '../sandboxProcess';

/** Uploads a file and starts a job for it. Returns the job's id. */
export async function run({ url, path }: { url: string; path: string }): Promise<string> {
	const audio_url = await pipeUpload(url, path);
	const response = await fetch(`${url}/v2/pre-recorded`, {
		method: 'POST',
		headers: { 'x-gladia-key': SANDBOX_KEY, 'content-type': 'application/json' },
		body: JSON.stringify({ audio_url }),
	});
	if (!response.ok) throw new Error(`Status ${response.status}: ${await response.text()}`);
	return ((await response.json()) as { id: string }).id;
}
