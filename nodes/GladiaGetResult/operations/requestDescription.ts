import type { FailureText, RequestDescription } from '../../shared/api/failureTexts';
import { TRANSCRIPTION_LABEL } from '../../shared/fields/transcriptionLocator';

const notFound: FailureText = {
	what: () => `The transcription in '${TRANSCRIPTION_LABEL}' was not found`,
	next: () =>
		"Check the ID and the 'Resource', or pick one with 'From List': it may have been deleted, or belong to another account",
};

/** Describes the request of an operation on one transcription, for failure texts. */
export function describeRequest(
	action: string,
	failureTexts: Record<number, FailureText> = {},
): RequestDescription {
	return {
		action,
		parameter: TRANSCRIPTION_LABEL,
		failureTexts: { 404: notFound, ...failureTexts },
	};
}
