import { setTimeout as sleep } from 'node:timers/promises';
import { inFrames, noise, session } from './liveSession';

/**
 * Runs a session and then has nothing more to do: the process ends by itself if nothing of the
 * session is left. Arguments: the session's address, and after how many milliseconds to cancel.
 */
async function main([url = '', cancelAfter = '']: string[]): Promise<void> {
	const cancelled = cancelAfter === '' ? undefined : AbortSignal.timeout(Number(cancelAfter));
	async function* frames() {
		for await (const frame of inFrames(noise(500_000), 3200)) {
			yield frame;
			if (cancelled !== undefined) await sleep(10, undefined, { signal: cancelled });
		}
	}
	try {
		const { end } = await session({ url, frames: frames(), cancelled }).run();
		console.log(end.how);
	} catch {
		console.log('cancelled');
	}
}

void main(process.argv.slice(2));
