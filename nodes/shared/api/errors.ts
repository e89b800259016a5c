import type { IDataObject, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { UnfollowedRedirect } from './redirects';
import { isRecord } from '../json/values';
import { maskSecrets } from './callbackSecrets';
import type { GladiaResponse, Outcome } from './transport';
import { succeeded } from './transport';
import { ConnectionFailure, UnreadableResponse } from './connectionFailure';
import { failureTextOf } from './failureTexts';

/** What a request was about, in the words of the editor, for the texts of its failures. */
export interface RequestDescription {
	/** What the node was doing, e.g. 'start the transcription'. */
	action: string;
	/** Label of the parameter that is the most likely cause, e.g. 'Transcription'. */
	parameter: string;
	/** Texts for statuses that mean something special for this request. */
	failureTexts?: Record<number, FailureText>;
}

/** What happened, and what to do next. */
export interface FailureText {
	what: (requestDescription: RequestDescription) => string;
	next: (requestDescription: RequestDescription) => string;
}

/** The parts of an API failure that people need; every one may be missing in a proxy's answer. */
export interface ApiFailure {
	statusCode: number;
	message?: string;
	validationErrors: string[];
	requestId?: string;
	/** Set for a redirect that was not followed. */
	redirect?: UnfollowedRedirect;
}

/** How much of what a server says is shown, in characters and in entries. */
const SHOWN_TEXT = 1_000;
const SHOWN_DETAILS = 20;
const LONGEST_REQUEST_ID = 100;

/** Reads an API failure from whatever a server answered with it. */
export function readFailure(statusCode: number, body: unknown): ApiFailure {
	// An API that explains a refusal may repeat the callback address it was given.
	const fields = typeof body === 'object' && body !== null ? maskSecrets(body as IDataObject) : {};
	const details = fields.validation_errors;
	return {
		statusCode,
		message: messageOf(fields.message),
		validationErrors: Array.isArray(details)
			? details.slice(0, SHOWN_DETAILS).map((detail) => detailOf(detail).slice(0, SHOWN_TEXT))
			: [],
		requestId: isRequestId(fields.request_id) ? fields.request_id : undefined,
	};
}

/** Some answers hold a list of texts instead of one. */
function messageOf(message: unknown): string | undefined {
	const text = Array.isArray(message)
		? message
				.slice(0, SHOWN_DETAILS)
				.map((entry) => detailOf(entry))
				.join('; ')
		: message;
	return typeof text === 'string' && text !== '' ? text.slice(0, SHOWN_TEXT) : undefined;
}

/**
 * What one detail of a refusal says. Validators name a field and what is wrong with it in different
 * ways: `{ property, constraints, children }`, `{ path, message }`, `{ loc, msg }`.
 */
function detailOf(detail: unknown, parent = ''): string {
	if (!isRecord(detail))
		return typeof detail === 'object' ? JSON.stringify(detail) : String(detail);
	const { constraints, children } = detail;
	const place = [detail.property, detail.path, detail.field, detail.loc].find(isPlace);
	const field = [parent, ...(Array.isArray(place) ? place : [place ?? ''])]
		.filter(isNamed)
		.join('.');
	const said = isRecord(constraints) ? Object.values(constraints) : [detail.message ?? detail.msg];
	const texts = said
		.filter((text) => typeof text === 'string')
		.map((text) => withField(text, field));
	const nested = Array.isArray(children)
		? children.slice(0, SHOWN_DETAILS).map((child) => detailOf(child, field))
		: [];
	return [...texts, ...nested].join('; ') || JSON.stringify(detail);
}

function isPlace(value: unknown): value is string | unknown[] {
	return typeof value === 'string' || Array.isArray(value);
}

function isNamed(step: unknown): boolean {
	return typeof step === 'number' || (typeof step === 'string' && step !== '');
}

/** Many texts name the last part of their field themselves, which may not say where it is. */
function withField(text: string, field: string): string {
	return field === '' || text.includes(field) ? text : `${field}: ${text}`;
}

function isRequestId(id: unknown): id is string {
	return typeof id === 'string' && id !== '' && id.length <= LONGEST_REQUEST_ID;
}

/** The failure that an answer of the API is. */
export function failureOf({ statusCode, body, redirect }: GladiaResponse): ApiFailure {
	return { ...readFailure(statusCode, body), redirect };
}

/**
 * Says what happened in words a workflow builder understands: message = what and which item,
 * description = what to do next and what the API itself answered (texts and request id).
 */
export function explainFailure(
	context: ErrorContext,
	failure: ApiFailure,
	requestDescription: RequestDescription,
): NodeApiError {
	const { statusCode, message, validationErrors, requestId, redirect } = failure;
	const text = failureTextOf(failure, requestDescription);
	const answer = [message, ...validationErrors].filter(Boolean).join('; ');
	const description = [
		text.next(requestDescription),
		redirect?.why === 'elsewhere' && redirect.origin ? `It leads to ${redirect.origin}` : '',
		answer === '' ? `Gladia answered with status ${statusCode}` : `Gladia answered: ${answer}`,
		requestId === undefined ? '' : `Request ID: ${requestId}`,
	];
	return itemError(context, text.what(requestDescription), {
		description: description.filter(Boolean).join('. '),
		details: { status_code: statusCode, ...(requestId && { request_id: requestId }) },
	});
}

/**
 * Says that no usable answer came. What to do next depends on whether the request may have been
 * carried out all the same, so the caller tells.
 */
export function explainConnectionFailure(
	context: ErrorContext,
	failure: ConnectionFailure,
	requestDescription: RequestDescription,
	next = "Check 'Base URL' in the Gladia API credential and the network, then try again",
): NodeApiError {
	const what =
		failure instanceof UnreadableResponse
			? `The answer to the request to ${requestDescription.action} could not be read`
			: `Gladia could not be reached to ${requestDescription.action}`;
	return itemError(context, what, {
		description: `${failure.reason}. ${next}`,
	});
}

/**
 * The response of a request that was carried out.
 *
 * @throws NodeApiError, explained, for a failure status or when no answer came
 */
export function expectSuccess(
	context: ErrorContext,
	outcome: Outcome,
	requestDescription: RequestDescription,
): GladiaResponse {
	if (outcome instanceof ConnectionFailure)
		throw explainConnectionFailure(context, outcome, requestDescription);
	if (succeeded(outcome)) return outcome;
	throw explainFailure(context, failureOf(outcome), requestDescription);
}

/** Whatever n8n calls a node with; `getItemIndex` is missing outside of an execution. */
export interface ErrorContext {
	getNode(): INode;
	getItemIndex?(): number;
}

/** Everything but the message of an error that belongs to one item. */
export interface ItemErrorOptions {
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
export function itemError(
	context: ErrorContext,
	message: string,
	{ description, details = {} }: ItemErrorOptions,
): NodeApiError {
	const itemIndex = context.getItemIndex?.();
	const text = itemIndex === undefined ? message : `${message} [Item ${itemIndex}]`;
	const statusCode = details.status_code;
	const error = new NodeApiError(context.getNode(), { message: text } as JsonObject, {
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
