import type { IncomingMessage } from 'node:http';
import type { JsonObject } from '../json';
import type { LiveSessions } from '../live/liveSessions';
import type { Reply } from '../server/reply';
import type { RecordedRequest } from '../server/requestRecorder';
import type { SandboxServices } from '../services';

/** What the endpoints work on. */
export interface SandboxState extends SandboxServices {
	live: LiveSessions;
}

/** One request on its way to an endpoint. */
export interface Exchange {
	request: IncomingMessage;
	/** Absolute, with the query. */
	url: URL;
	/** The groups of the route's pattern. */
	params: string[];
	/** To be completed by handlers that read a body themselves. */
	recorded: RecordedRequest;
	/** Reads and records a JSON body. */
	readJson: () => Promise<JsonObject>;
}

export interface Route {
	method: string;
	/** Matches the whole path; its groups become `params`. */
	pattern: RegExp;
	/** Whether it needs no API key. */
	isOpen?: boolean;
	handle: (state: SandboxState, exchange: Exchange) => Promise<Reply> | Reply;
}
