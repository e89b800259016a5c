import { AUDIO_LIMITS } from '../media/audioLimits';
import type { ApiFailure } from './apiFailure';

/** What a request was about, in the words of the editor, for failure texts. */
export interface RequestDescription {
	/** What the node was doing, e.g. 'start the transcription'. */
	action: string;
	/** Label of the parameter that is the most likely cause, e.g. 'Transcription'. */
	parameter: string;
	/** Texts for statuses with a special meaning for this request. */
	failureTexts?: Record<number, FailureText>;
}

/** What happened, and what to do next. */
export interface FailureText {
	what: (requestDescription: RequestDescription) => string;
	next: (requestDescription: RequestDescription) => string;
}

const unplayable: FailureText = {
	what: ({ parameter }) => `Gladia cannot read the audio in '${parameter}'`,
	next: ({ parameter }) =>
		`Check that '${parameter}' leads to a playable audio or video file, e.g. MP3, WAV, M4A or MP4, not to a web page or a damaged file`,
};

const tooLong: FailureText = {
	what: ({ parameter }) => `Gladia does not take the audio in '${parameter}'`,
	next: () => `${AUDIO_LIMITS}. Split longer recordings`,
};

const unreachable: FailureText = {
	what: ({ parameter }) => `Gladia could not fetch the audio in '${parameter}'`,
	next: () =>
		'Open the address in a private browser window: it must play or download the audio there without a login',
};

const noSuchAddress: FailureText = {
	what: ({ action }) => `The address that was called to ${action} does not exist`,
	next: () =>
		"Check that 'Base URL' in the Gladia API credential is the address of the API, e.g. https://api.gladia.io",
};

/** One row per status of the API: what happened, and what to do next. */
const textByStatus: Record<number, FailureText> = {
	400: {
		what: ({ action }) => `Gladia did not accept the request to ${action}`,
		next: ({ parameter }) => `Check '${parameter}' and the other fields named here`,
	},
	401: {
		what: () => 'Gladia does not know the API key',
		next: () => "Check 'API Key' and 'Base URL' in the Gladia API credential",
	},
	402: {
		what: ({ action }) => `Gladia asks for a payment to ${action}`,
		next: () => 'Check the plan and the billing in the Gladia app',
	},
	403: {
		what: ({ action }) => `Gladia does not allow this account to ${action}`,
		next: () => 'Check in the Gladia app what the plan and the API key may do',
	},
	404: {
		what: ({ parameter }) => `What '${parameter}' names was not found at Gladia`,
		next: ({ parameter }) =>
			`Check '${parameter}': it may have been deleted or belong to another account`,
	},
	410: {
		what: ({ parameter }) => `What '${parameter}' names is no longer at Gladia`,
		next: () => 'It has been deleted, or the account keeps no data',
	},
	413: {
		what: ({ parameter }) => `What '${parameter}' holds is too large for Gladia`,
		next: () => `${AUDIO_LIMITS}. Send a shorter or more compressed recording`,
	},
	415: unplayable,
	422: unplayable,
	429: {
		what: ({ action }) => `Gladia takes no further requests for now (limit reached) to ${action}`,
		next: () => 'Try again when running jobs have ended, or with fewer items at a time',
	},
};

const otherStatus: FailureText = {
	what: ({ action }) => `Gladia could not ${action}`,
	next: () => 'Gladia could not handle the request. Try again in a few minutes',
};

const textByRedirect: Record<'elsewhere' | 'loop' | 'nowhere', FailureText> = {
	elsewhere: {
		what: () => "The address in 'Base URL' leads to another one",
		next: () =>
			"The API key is only sent to the address in the credential. If you trust the other one, enter it as 'Base URL' in the Gladia API credential",
	},
	loop: {
		what: ({ action }) => `The server redirected the request to ${action} again and again`,
		next: () =>
			'Try again later. If it stays so, tell whoever runs the server or a proxy before it',
	},
	nowhere: {
		what: ({ action }) => `The server redirected the request to ${action} without saying where to`,
		next: () => "Check 'Base URL' in the Gladia API credential and any proxy before it",
	},
};

/**
 * The texts for a failure: by the cause if the answer names one, else those that the request has for the
 * status, else those of the status in general.
 */
export function failureTextOf(
	failure: ApiFailure,
	requestDescription: RequestDescription,
): FailureText {
	const { redirect, validationErrors } = failure;
	// Refused fields are an invalid request, with either status.
	const isInvalid = failure.statusCode === 422 && validationErrors.length > 0;
	const statusCode = isInvalid ? 400 : failure.statusCode;
	if (redirect !== undefined || (statusCode >= 300 && statusCode < 400)) {
		return textByRedirect[redirect?.why ?? 'nowhere'];
	}
	return (
		byCause(failure) ??
		requestDescription.failureTexts?.[statusCode] ??
		textByStatus[statusCode] ??
		otherStatus
	);
}

const TOO_LONG =
	/\b(audio|recording|media|video|file)\b.*\b(too long|duration|minutes|longer)\b|\bduration\b.*\btoo long\b/i;
/** Not only audio may be unsupported, but also, for example, a language. */
const UNPLAYABLE =
	/\b(codec|decod\w+|playable|corrupt\w*)\b|\b(unsupported|not supported)\b.*\b(audio|container|file|format|media|video)\b|\b(audio|container|file|format|media|video)\b.*\b(unsupported|not supported)\b/i;

const UNREACHABLE =
	/\b(not|cannot|can't|couldn't|could not|unable to|fail\w* to)\b.*\b(download|fetch|reach|access|retrieve)\w*/i;

/** The cause, in answers whose status alone does not tell it. */
function byCause({
	statusCode,
	message = '',
	validationErrors,
}: ApiFailure): FailureText | undefined {
	if (statusCode === 404 && /^Cannot [A-Z]+ \//.test(message)) return noSuchAddress;
	if (statusCode !== 400 && statusCode !== 422) return undefined;
	if (validationErrors.length > 0) return undefined;
	if (TOO_LONG.test(message)) return tooLong;
	if (UNPLAYABLE.test(message)) return unplayable;
	if (UNREACHABLE.test(message)) return unreachable;
	return undefined;
}
