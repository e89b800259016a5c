import type { JsonObject, JsonValue } from '../json';

const EXECUTION_SECONDS = 0.25;

function isEmpty(results: JsonValue): boolean {
	return results === null || results === '' || (Array.isArray(results) && results.length === 0);
}

/** The envelope of an add-on that worked. */
export function succeeded(results: JsonValue): JsonObject {
	return {
		success: true,
		is_empty: isEmpty(results),
		exec_time: EXECUTION_SECONDS,
		error: null,
		results,
	};
}

/** The envelope of an add-on that failed while the job itself is done. */
export function failed(section: string, statusCode: number): JsonObject {
	return {
		success: false,
		is_empty: true,
		exec_time: EXECUTION_SECONDS,
		error: {
			status_code: statusCode,
			exception: 'AddonFailure',
			message: `The sandbox was told to let ${section} fail`,
		},
		results: null,
	};
}
