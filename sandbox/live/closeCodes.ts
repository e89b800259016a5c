import type { SandboxServices } from '../services';

/**
 * With which codes the sandbox closes lines that it does not want back. Gladia does not document
 * its own; its SDK takes 4400–4499 for mistakes that must not be repeated.
 */
export const CLOSE_CODES = {
	wrongFormat: 4400,
	unknownToken: 4401,
	replaced: 4409,
};

/** How a line to a session that has ended is closed, by reading. */
export const ENDED_CODES = { 'ended-4403': 4403, 'ended-4404': 4404, 'ended-4401': 4401 };

/** How a line that brings no audio is closed, by reading. */
const SILENCE_CODES = { 'silence-kept': undefined, 'silence-4408': 4408, 'silence-4504': 4504 };

/** After how many seconds without audio a line is closed, and how. */
export interface SilenceLimit {
	seconds: number;
	code: number;
}

/** The limit in force; undefined when lines without audio are kept. */
export function silenceLimit({
	readings,
	settings,
}: Pick<SandboxServices, 'readings' | 'settings'>): SilenceLimit | undefined {
	const code = SILENCE_CODES[readings.of('liveSilence')];
	return code === undefined ? undefined : { seconds: settings.liveSilenceSeconds, code };
}
