import type { TranscriptionJob } from '../api/types';
import { mapEntries } from '../json/values';

/** Fields that hold what was said. */
const spokenFields = new Set(['text', 'word', 'full_transcript', 'sentence', 'sentences']);
/** Sections that are kept character by character. */
const verbatimFields = new Set(['messages', 'subtitles']);

/**
 * The job without the blanks that some documents of Gladia have around words, utterances, sentences and
 * full texts (" recognition,"). The job itself does not change.
 */
export function trimTexts(job: TranscriptionJob): TranscriptionJob {
	return mapEntries(job, (section, name) =>
		name === 'result' ? trimmed(section, false) : section,
	) as TranscriptionJob;
}

function trimmed(value: unknown, isSpoken: boolean): unknown {
	if (typeof value === 'string') return isSpoken ? value.trim() : value;
	return mapEntries(value, (entry, key) => {
		if (typeof entry === 'number' || verbatimFields.has(String(key))) return entry;
		if (typeof entry === 'string' && !isSpoken) {
			return spokenFields.has(String(key)) ? entry.trim() : entry;
		}
		return trimmed(entry, isSpoken || key === 'sentences');
	});
}
