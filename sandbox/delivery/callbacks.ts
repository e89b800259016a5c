import type { JsonObject } from '../json';
import { objectAt, stringAt } from '../json';
import type { Dispatcher } from './dispatcher';

/** Where the callbacks of a job go. */
export interface CallbackTarget {
	url: string;
	/** Default POST. */
	method?: 'POST' | 'PUT';
}

/** A callback's body: `payload`, `error` and `custom_metadata` depend on the event. */
export interface CallbackBody extends JsonObject {
	/** The job's. */
	id: string;
	event: string;
}

/** Where a request wants its callbacks; `callback_url` is the form of 2024, always POST. */
export function callbackTarget(request: JsonObject): CallbackTarget | undefined {
	const config = objectAt(request, 'callback_config');
	const url = stringAt(config, 'url');
	if (request.callback === true && url !== undefined) {
		return { url, method: config.method === 'PUT' ? 'PUT' : 'POST' };
	}
	const legacyUrl = stringAt(request, 'callback_url');
	return legacyUrl === undefined ? undefined : { url: legacyUrl };
}

/** The callbacks of jobs, which Gladia does not sign. */
export class Callbacks {
	constructor(private readonly dispatcher: Dispatcher) {}

	/** Resolves after the first try. */
	async send(
		{ url, method = 'POST' }: CallbackTarget,
		body: CallbackBody,
		{ isRepeated = true } = {},
	): Promise<void> {
		const { event, id } = body;
		await this.dispatcher.send({
			channel: 'callback',
			event,
			jobId: id,
			url,
			method,
			body,
			isRepeated,
		});
	}
}
