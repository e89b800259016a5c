import type { IDataObject, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { GladiaResponse, Outcome } from './transport';
import { succeeded } from './transport';
import { Unanswered } from './unanswered';

/** What a request was about, in the words of the editor, for the texts of its failures. */
export interface Subject {
	/** What the node was doing, e.g. 'start the transcription'. */
	action: string;
	/** Label of the parameter that most likely holds the mistake, e.g. 'Transcription'. */
	parameter: string;
	/** Index of the input item, counted from 0; none outside of an execution. */
	itemIndex?: number;
	/** Texts for statuses that mean something special for this request. */
	wording?: Record<number, Wording>;
}

/** What happened, and what to do next. */
export interface Wording {
	what: (subject: Subject) => string;
	next: (subject: Subject) => string;
}

/** The parts of an API failure that people need; every one may be missing in a proxy's answer. */
export interface ApiFailure {
	statusCode: number;
	message?: string;
	validationErrors: string[];
	requestId?: string;
}

const checkStatusPage = 'Gladia could not handle the request. Try again in a few minutes';

/** One row per status of the API: what happened, and what to do next. */
const wordingByStatus: Record<number, Wording> = {
	400: {
		what: ({ action }) => `Gladia did not accept the request to ${action}`,
		next: ({ parameter }) => `Check '${parameter}' and the other fields named here`,
	},
	401: {
		what: () => 'Gladia does not know the API key',
		next: () => "Check 'API Key' and 'Base URL' in the Gladia API credential",
	},
	402: {
		what: ({ action }) => `The Gladia account has no credit left to ${action}`,
		next: () => 'Check the plan and the billing in the Gladia app',
	},
	403: {
		what: ({ action }) => `Gladia does not allow this account to ${action}`,
		next: () => 'Check that the plan includes the feature and that the job is no longer running',
	},
	404: {
		what: ({ parameter }) => `What '${parameter}' names was not found at Gladia`,
		next: ({ parameter }) =>
			`Check '${parameter}': it may have been deleted or belong to another account`,
	},
	413: {
		what: ({ parameter }) => `What '${parameter}' holds is too large for Gladia`,
		next: () => 'Files may have up to 1000 MB. Send a shorter or more compressed recording',
	},
	422: {
		what: ({ parameter }) => `Gladia cannot process what '${parameter}' holds`,
		next: ({ parameter }) => `Check that '${parameter}' leads to a playable audio or video file`,
	},
	429: {
		what: ({ action }) => `Gladia takes no further requests for now (limit reached) to ${action}`,
		next: () => "Lower 'Max Concurrent Jobs', or try again when running jobs have ended",
	},
};

const otherStatus: Wording = {
	what: ({ action }) => `Gladia could not ${action}`,
	next: () => checkStatusPage,
};

const redirected: Wording = {
	what: () => 'The base URL leads to another address',
	next: () => "Enter the final address as 'Base URL' in the Gladia API credential",
};

/** Reads an API failure from whatever a server answered with it. */
export function readFailure(statusCode: number, body: unknown): ApiFailure {
	const fields = typeof body === 'object' && body !== null ? (body as IDataObject) : {};
	const details = fields.validation_errors;
	return {
		statusCode,
		message: typeof fields.message === 'string' ? fields.message : undefined,
		validationErrors: Array.isArray(details) ? details.map(String) : [],
		requestId: typeof fields.request_id === 'string' ? fields.request_id : undefined,
	};
}

/**
 * Says what happened in words a workflow builder understands: message = what and which item,
 * description = what to do next and what the API itself answered (texts and request id).
 */
export function explainFailure(node: INode, failure: ApiFailure, subject: Subject): NodeApiError {
	const { statusCode, message, validationErrors, requestId } = failure;
	const isRedirect = statusCode >= 300 && statusCode < 400;
	const wording =
		subject.wording?.[statusCode] ??
		(isRedirect ? redirected : (wordingByStatus[statusCode] ?? otherStatus));
	const answer = [message, ...validationErrors].filter(Boolean).join('; ');
	const description = [
		wording.next(subject),
		answer === '' ? `Gladia answered with status ${statusCode}` : `Gladia answered: ${answer}`,
		requestId === undefined ? '' : `Request ID: ${requestId}`,
	];
	return itemError(node, wording.what(subject), {
		itemIndex: subject.itemIndex,
		description: description.filter(Boolean).join('. '),
		details: { status_code: statusCode, ...(requestId && { request_id: requestId }) },
	});
}

/**
 * Says that no usable answer came. What to do next depends on whether the request may have been
 * carried out all the same, so the caller tells.
 */
export function explainUnanswered(
	node: INode,
	unanswered: Unanswered,
	subject: Subject,
	next = "Check 'Base URL' in the Gladia API credential and the network, then try again",
): NodeApiError {
	return itemError(node, `Gladia could not be reached to ${subject.action}`, {
		itemIndex: subject.itemIndex,
		description: `${unanswered.reason}. ${next}`,
	});
}

/**
 * The response of a request that was carried out.
 *
 * @throws NodeApiError, explained, for a failure status or when no answer came
 */
export function expectSuccess(node: INode, outcome: Outcome, subject: Subject): GladiaResponse {
	if (outcome instanceof Unanswered) throw explainUnanswered(node, outcome, subject);
	if (succeeded(outcome)) return outcome;
	throw explainFailure(node, readFailure(outcome.statusCode, outcome.body), subject);
}

/** Everything but the message of an error that belongs to one item. */
export interface ItemErrorOptions {
	/** None outside of an execution. */
	itemIndex?: number;
	/** What to do next. */
	description: string;
	/** Machine-readable facts for workflows that go on, e.g. `{ transcription_id }`. */
	details?: IDataObject;
}

/**
 * An error of one item. A NodeApiError, because n8n wraps any other kind in one when a declarative
 * node stops, and would lose the description.
 *
 * @param message what happened; ` [Item N]` is added to it when the item is known
 */
export function itemError(node: INode, message: string, options: ItemErrorOptions): NodeApiError {
	const { itemIndex, description, details = {} } = options;
	const text = itemIndex === undefined ? message : `${message} [Item ${itemIndex}]`;
	const statusCode = details.status_code;
	const error = new NodeApiError(node, { message: text } as JsonObject, {
		message: text,
		description,
		itemIndex,
		...(typeof statusCode === 'number' && { httpCode: String(statusCode) }),
	});
	// n8n puts a text of its own in place of a message with a known status or network code in it.
	error.message = text;
	error.context.details = details;
	return error;
}

/** Facts that `itemError` put on an error, or none. */
export function errorDetails(error: NodeApiError): IDataObject {
	const { details } = error.context;
	return typeof details === 'object' && details !== null ? (details as IDataObject) : {};
}
