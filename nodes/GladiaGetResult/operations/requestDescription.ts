import type { Subject, Wording } from '../../shared/api/errors';
import { TRANSCRIPTION_LABEL } from '../../shared/fields/transcriptionLocator';

const notFound: Wording = {
	what: () => `The transcription in '${TRANSCRIPTION_LABEL}' was not found`,
	next: () =>
		"Check the ID and the 'Resource', or pick one with 'From List': it may have been deleted, or belong to another account",
};

/** What an operation on one transcription tells when it fails. */
export function subjectOf(action: string, wording: Record<number, Wording> = {}): Subject {
	return {
		action,
		parameter: TRANSCRIPTION_LABEL,
		wording: { 404: notFound, ...wording },
	};
}
