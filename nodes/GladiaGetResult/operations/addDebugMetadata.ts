import type {
	IDataObject,
	IDisplayOptions,
	IExecuteSingleFunctions,
	INodeProperties,
} from 'n8n-workflow';
import { isObjectEmpty, updateDisplayOptions } from 'n8n-workflow';
import { expectSuccess, itemError } from '../../shared/api/errors';
import { repeatable } from '../../shared/api/retryPolicy';
import { send } from '../../shared/api/transport';
import { MANY_AT_ONCE } from '../../shared/async/semaphore';
import { itemOperation } from '../../shared/execution/itemOperation';
import { dataIn, isRecord } from '../../shared/json/values';
import { chosenTranscription } from './chosenTranscription';
import { describeRequest } from './requestDescription';

const LABEL = 'Debug Metadata (JSON)';
/** Where it goes in the request. */
const PROPERTY = 'post_session_metadata';
/** The API's limit for the object as JSON, in bytes. */
const LARGEST = 100_000;

export function debugMetadataProperties(show: IDisplayOptions['show']): INodeProperties[] {
	return updateDisplayOptions({ show }, [
		{
			displayName: LABEL,
			name: 'postSessionMetadata',
			type: 'json',
			default: '{}',
			required: true,
			placeholder: 'e.g. { "browser": "Firefox 140", "dropped_frames": 12 }',
			description:
				'Data that helps Gladia find out what went wrong in the session, up to 100 kB. Replaces earlier data.',
			routing: { send: { type: 'body', property: PROPERTY } },
		},
	]);
}

/** Attaches debug data to a live session that has ended. */
export const addDebugMetadata = itemOperation(
	async function (routed) {
		const { id, request } = chosenTranscription(this, routed);
		const { [PROPERTY]: metadata, ...others } = (request.body ?? {}) as IDataObject;
		const body = { ...others, [PROPERTY]: metadataOf(this, metadata) };
		// Safe to retry: the same data again changes nothing.
		const outcome = await send(this, () => ({ ...request, body }), repeatable);
		const requestDescription = describeRequest('add the debug metadata');
		expectSuccess(this, outcome, requestDescription);
		return [{ json: { id, updated: true } }];
	},
	{ sideBySide: MANY_AT_ONCE },
);

function metadataOf(context: IExecuteSingleFunctions, routed: unknown): IDataObject {
	const validationError = (message: string, description: string) =>
		itemError(context, message, { description });
	const example = 'Enter an object such as { "browser": "Firefox 140" }';
	const value = dataIn(routed);
	if (!isRecord(value)) {
		throw validationError(`'${LABEL}' is not a JSON object`, example);
	}
	if (isObjectEmpty(value)) throw validationError(`'${LABEL}' is empty`, example);
	const size = Buffer.byteLength(JSON.stringify(value));
	if (size > LARGEST) {
		throw validationError(
			`'${LABEL}' has ${Math.ceil(size / 1000)} kB`,
			'Gladia takes up to 100 kB. Leave something out.',
		);
	}
	return value;
}
