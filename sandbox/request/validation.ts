import type { ErrorObject, ValidateFunction } from 'ajv';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import type { Play } from '../delivery/plays';
import type { WebhookEndpoint } from '../delivery/webhooks';
import type { JsonObject } from '../json';
import type { LiveFault } from '../live/liveFaults';
import { initLiveSchema, liveFaultSchema, liveQuerySchema } from '../live/liveSchema';
import { ApiError } from '../server/apiError';
import type { ChangedSettings } from '../settings';
import type { BodyReadings } from './bodyReadings';
import { documentedPart, legacyKeyErrors, modelErrors, shouldNotExist } from './bodyReadings';
import { playSchema, settingsSchema, webhooksSchema } from './controlSchemas';
import { crossFieldErrors, liveCrossFieldErrors } from './crossFieldRules';
import {
	initTranscriptionSchema,
	listQuerySchema,
	patchLiveSchema,
	uploadSchema,
} from './requestSchema';

const MAX_SESSION_METADATA_BYTES = 100_000;

const ajv = addFormats(new Ajv({ allErrors: true, strictTypes: false, discriminator: true }));
ajv.addFormat('http-url', (text: string) => /^https?:/i.test(text) && URL.canParse(text));

/** To compile all schemas takes longer than the rest of the sandbox's start. */
function compiledOnUse<Valid>(schema: object): () => ValidateFunction<Valid> {
	let validate: ValidateFunction<Valid> | undefined;
	return () => (validate ??= ajv.compile<Valid>(schema));
}

const checkInit = compiledOnUse(initTranscriptionSchema);
const checkUpload = compiledOnUse(uploadSchema);
const checkInitLive = compiledOnUse(initLiveSchema);
const checkLiveQuery = compiledOnUse(liveQuerySchema);
const checkLiveFault = compiledOnUse<LiveFault>(liveFaultSchema);
const checkPatchLive = compiledOnUse(patchLiveSchema);
const checkListQuery = compiledOnUse(listQuerySchema);
const checkWebhooks = compiledOnUse<{ webhooks: WebhookEndpoint[] }>(webhooksSchema);
const checkPlay = compiledOnUse<Play>(playSchema);
const checkSettings = compiledOnUse<ChangedSettings>(settingsSchema);

function field(pointer: string, name?: string): string {
	const path = pointer.split('/').slice(1);
	return `Field "${[...path, ...(name === undefined ? [] : [name])].join('.')}"`;
}

/** What the keywords below report beside the place. */
interface ErrorParameters {
	additionalProperty: string;
	missingProperty: string;
	allowedValues: unknown[];
}

function describe(error: ErrorObject): string {
	const { keyword, instancePath, message } = error;
	const params = error.params as ErrorParameters;
	switch (keyword) {
		case 'additionalProperties':
			return `${field(instancePath, params.additionalProperty)} is unknown`;
		case 'required':
			return `${field(instancePath, params.missingProperty)} is required`;
		case 'enum':
			return `${field(instancePath)} must be one of: ${params.allowedValues.join(', ')}`;
		case 'anyOf':
			return `${field(instancePath)} has a wrong type or format`;
		case 'format':
			return `${field(instancePath)} must be an http or https URL`;
		default:
			return `${field(instancePath)} ${message}`;
	}
}

/** One line per mistake; the alternatives inside a failed `anyOf` are summed up by it. */
function describeAll(errors: ErrorObject[]): string[] {
	const unions = errors.filter(({ keyword }) => keyword === 'anyOf');
	const lines = errors
		.filter(
			(error) =>
				error.keyword === 'anyOf' ||
				!unions.some((union) => error.schemaPath.startsWith(`${union.schemaPath}/`)),
		)
		.map(describe);
	return [...new Set(lines)];
}

function check<Valid>(
	compiled: () => ValidateFunction<Valid>,
	value: JsonObject,
	message: string,
): asserts value is JsonObject & Valid {
	const validate = compiled();
	if (validate(value)) return;
	throw new ApiError(400, message, { validationErrors: describeAll(validate.errors ?? []) });
}

function refuseIfAny(validationErrors: string[]): void {
	if (validationErrors.length > 0) {
		throw new ApiError(400, 'Invalid request body', { validationErrors });
	}
}

/** @throws ApiError 400 with `validation_errors` */
export function validateInit(body: JsonObject, readings: BodyReadings): void {
	const documented = documentedPart(body, readings);
	refuseLegacyAndUnknown(checkInit, documented, readings, 'pre-recorded');
	check(checkInit, documented, 'Invalid request body');
	refuseIfAny(crossFieldErrors(body));
	if (readings.models === 'models-strict') refuseIfAny(modelErrors(body, 'pre-recorded'));
}

/** @throws ApiError 400 with `validation_errors` */
export function validateInitLive(
	body: JsonObject,
	query: URLSearchParams,
	readings: BodyReadings,
): void {
	check(checkLiveQuery, Object.fromEntries(query), 'Invalid query parameter');
	const documented = documentedPart(body, readings);
	refuseLegacyAndUnknown(checkInitLive, documented, readings, 'live');
	check(checkInitLive, documented, 'Invalid request body');
	refuseIfAny(liveCrossFieldErrors(body));
	if (readings.models === 'models-strict') refuseIfAny(modelErrors(body, 'live'));
}

/** Where only the current fields are known, the first thing that is found are the others. */
function refuseLegacyAndUnknown(
	compiled: () => ValidateFunction,
	body: JsonObject,
	{ bodyKeys }: BodyReadings,
	api: 'pre-recorded' | 'live',
): void {
	if (bodyKeys === 'keys-known') return;
	const validate = compiled();
	validate(body);
	const unknown = (validate.errors ?? [])
		.filter(({ keyword }) => keyword === 'additionalProperties')
		.map(({ instancePath, params }) =>
			shouldNotExist([...instancePath.split('/').slice(1), params.additionalProperty].join('.')),
		);
	refuseIfAny([...legacyKeyErrors(body, api), ...unknown]);
}

/** @throws ApiError 400 with `validation_errors` */
export function validateUpload(body: JsonObject): void {
	check(checkUpload, body, 'Invalid request body');
}

/** @throws ApiError 400 with `validation_errors` */
export function validatePatchLive(body: JsonObject): void {
	check(checkPatchLive, body, 'Invalid request body');
	const bytes = Buffer.byteLength(JSON.stringify(body.post_session_metadata));
	if (bytes > MAX_SESSION_METADATA_BYTES) {
		throw new ApiError(400, 'Invalid request body', {
			validationErrors: ['Field "post_session_metadata" must not be larger than 100 kB'],
		});
	}
}

/** @throws ApiError 400 with `validation_errors` */
export function validateListQuery(query: JsonObject): void {
	check(checkListQuery, query, 'Invalid query parameter');
}

/** @throws ApiError 400 with `validation_errors` */
export function readWebhooks(body: JsonObject): WebhookEndpoint[] {
	check(checkWebhooks, body, 'Invalid webhooks');
	return body.webhooks;
}

/** @throws ApiError 400 with `validation_errors` */
export function readPlay(body: JsonObject): Play {
	check(checkPlay, body, 'Invalid play');
	return body;
}

/** @throws ApiError 400 with `validation_errors` */
export function readSettings(body: JsonObject): ChangedSettings {
	check(checkSettings, body, 'Invalid settings');
	return body;
}

/** @throws ApiError 400 with `validation_errors` */
export function readLiveFault(body: JsonObject): LiveFault {
	check(checkLiveFault, body, 'Not a fault of a live connection');
	return body;
}
