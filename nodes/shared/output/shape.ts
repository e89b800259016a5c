import { maskSecrets } from '../api/callbackSecrets';
import type { TranscriptionJob } from '../api/types';
import type { OutputChoice, OutputName } from './modes';
import { outputModes } from './modes';
import type { ShapedItem } from './outputMode';
import { hasResult, resultItem } from './resultItem';

/**
 * Turns a job into the items of the chosen output. A job that is not done, or whose result Gladia did
 * not keep, has no transcript, so outputs that need one return the simplified job, with its status.
 * The secrets of callback addresses are masked in every output; see maskSecrets.
 */
export function shapeResult<Name extends OutputName>(
	document: TranscriptionJob,
	choice: OutputChoice<Name>,
): ShapedItem[] {
	const job = maskSecrets(document);
	const mode = outputModes[choice.output];
	if (mode.needsTranscript && !hasResult(job)) return [resultItem(job, choice.shared)];
	return mode.shape(job, choice);
}
