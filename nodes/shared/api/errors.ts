import type { IDataObject, INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { ApiFailure } from './apiFailure';
import { failureOf } from './apiFailure';
import { ConnectionFailure, UnreadableResponse } from './connectionFailure';
import type { RequestDescription } from './failureTexts';
import { failureTextOf } from './failureTexts';
import type { WithInputField } from './inputField';
import { inputFieldOf } from './inputField';
import type { GladiaResponse, Outcome } from './transport';
import { succeeded } from './transport';

/**
 * Explains a failure to a workflow builder: the message says what happened and to which item, the
 * description what to do next and what the API answered (texts and request ID).
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
 * Explains that no usable answer came.
 *
 * @param next what to do; depends on whether the request may have been carried out all the same
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

/** Any context that n8n calls a node with; only executions have `getItemIndex`. */
export interface ErrorContext extends WithInputField {
	getNode(): INode;
	getItemIndex?(): number;
}

/** Everything but the message of an error that belongs to one item. */
export interface ItemErrorOptions {
	/** What to do next. */
	description: string;
	/** Machine-readable facts for workflows that continue, e.g. `{ transcription_id }`. */
	details?: IDataObject;
}

/**
 * An error of one item: a NodeApiError, because n8n wraps any other kind in one when a declarative node
 * stops, and loses the description.
 *
 * @param message what happened; ` [Item N]` is appended if the item is known, after the name of the
 *   binary field if the context is for one of several files
 */
export function itemError(
	context: ErrorContext,
	message: string,
	{ description, details = {} }: ItemErrorOptions,
): NodeApiError {
	const itemIndex = context.getItemIndex?.();
	const inputField = inputFieldOf(context);
	const file = inputField === undefined ? '' : ` ("${inputField}")`;
	const text = itemIndex === undefined ? message : `${message}${file} [Item ${itemIndex}]`;
	const statusCode = details.status_code;
	const error = new NodeApiError(
		context.getNode(),
		{ message: text },
		{
			message: text,
			description,
			itemIndex,
			...(typeof statusCode === 'number' && { httpCode: String(statusCode) }),
		},
	);
	// n8n replaces a message that contains a known status or network code with a text of its own.
	error.message = text;
	error.context.details =
		inputField === undefined ? details : { input_field: inputField, ...details };
	return error;
}

/** The details given to `itemError`. */
export function errorDetails(error: NodeApiError): IDataObject {
	const { details } = error.context;
	return typeof details === 'object' && details !== null ? (details as IDataObject) : {};
}

/** The error if it is one of n8n's, or one of n8n's with the same message. */
export function asNodeError(
	context: ErrorContext,
	error: unknown,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const message = error instanceof Error ? error.message : String(error);
	return new NodeApiError(
		context.getNode(),
		{ message },
		{
			message,
			itemIndex: context.getItemIndex?.(),
		},
	);
}
