import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../json/values';
import { maskSecrets } from './callbackSecrets';
import type { UnfollowedRedirect } from './redirects';
import type { GladiaResponse } from './transport';

/** What people need to know about a failure; a proxy's answer may lack any part of it. */
export interface ApiFailure {
	statusCode: number;
	message?: string;
	validationErrors: string[];
	requestId?: string;
	/** Set for a redirect that was not followed. */
	redirect?: UnfollowedRedirect;
}

/** How much of an answer to show, in characters and in entries. */
const SHOWN_TEXT = 1_000;
const SHOWN_DETAILS = 20;
const LONGEST_REQUEST_ID = 100;

/** Reads a failure from the answer of the API or of a server in front of it. */
export function readFailure(statusCode: number, body: unknown): ApiFailure {
	// An explanation may repeat the callback address of the request.
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
 * The text of one detail. Validators name a field and what is wrong with it in different ways:
 * `{ property, constraints, children }`, `{ path, message }`, `{ loc, msg }`.
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

/** Adds the field unless the text names it. */
function withField(text: string, field: string): string {
	return field === '' || text.includes(field) ? text : `${field}: ${text}`;
}

function isRequestId(id: unknown): id is string {
	return typeof id === 'string' && id !== '' && id.length <= LONGEST_REQUEST_ID;
}

/** Reads a failure from an answer with a failure status. */
export function failureOf({ statusCode, body, redirect }: GladiaResponse): ApiFailure {
	return { ...readFailure(statusCode, body), redirect };
}
