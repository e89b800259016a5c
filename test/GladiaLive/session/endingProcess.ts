import { setTimeout as sleep } from 'node:timers/promises';
import { noise } from '../support/noise';
import { inFrames, session } from './liveSession';

/**
 * Runs a session and nothing else, so that the process ends by itself if the session leaves nothing
 * behind. Arguments: the session's URL, and after how many milliseconds to cancel.
 */
async function main([url = '', cancelAfter = '']: string[]): Promise<void> {
	const cancelled =
		cancelAfter === '' ? new AbortController().signal : AbortSignal.timeout(Number(cancelAfter));
	async function* frames() {
		for await (const frame of inFrames(noise(500_000), 3200)) {
			yield frame;
			if (cancelAfter !== '') await sleep(10, undefined, { signal: cancelled });
		}
	}
	try {
		const { end } = await session({ url, frames: frames(), cancelled }).run();
		console.log(end.outcome);
	} catch {
		console.log('cancelled');
	}
}

void main(process.argv.slice(2));
