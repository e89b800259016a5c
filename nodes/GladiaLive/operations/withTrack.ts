import type { IExecuteSingleFunctions } from 'n8n-workflow';
import type { Track } from '../audio/track';
import type { ValidatedStream } from './validateParameters';
import { checkLength } from './validateParameters';

/**
 * Opens the audio of an item for some work, and closes it however the work ends.
 *
 * @throws NodeApiError when the audio cannot be read or is too long, and whatever `work` throws
 */
export async function withTrack<Result>(
	context: IExecuteSingleFunctions,
	{ audio, options }: ValidatedStream,
	work: (track: Track) => Promise<Result>,
): Promise<Result> {
	const track = await audio.open();
	try {
		checkLength(context, track, options);
		return await work(track);
	} finally {
		track.close();
	}
}
