import type { IDataObject, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { ApiFailure } from './apiFailure';
import { failureOf } from './apiFailure';
import { ConnectionFailure, UnreadableResponse } from './connectionFailure';
import type { RequestDescription } from './failureTexts';
import { failureTextOf } from './failureTexts';
import type { GladiaResponse, Outcome } from './transport';
import { succeeded } from './transport';

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

/** An error of n8n's own kind: the given one, or one that says the same. */
export function asNodeError(
	context: ErrorContext,
	error: unknown,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const message = error instanceof Error ? error.message : String(error);
	return new NodeApiError(context.getNode(), { message } as JsonObject, {
		message,
		itemIndex: context.getItemIndex?.(),
	});
}
