import { randomBytes } from 'node:crypto';

export function newRequestId(): string {
	return `G-${randomBytes(4).toString('hex')}`;
}

/** A request the API refuses; the server turns it into Gladia's error document. */
export class ApiError extends Error {
	constructor(
		readonly statusCode: number,
		message: string,
		readonly details: { validationErrors?: string[]; retryAfterSeconds?: number } = {},
	) {
		super(message);
		this.name = 'ApiError';
	}
}

/**
 * Gladia's error document: `{timestamp, path, request_id, statusCode, message,
 * validation_errors?}`.
 */
export function errorDocument(
	statusCode: number,
	message: string,
	path: string,
	validationErrors?: string[],
) {
	return {
		timestamp: new Date().toISOString(),
		path,
		request_id: newRequestId(),
		statusCode,
		message,
		...(validationErrors === undefined ? {} : { validation_errors: validationErrors }),
	};
}
