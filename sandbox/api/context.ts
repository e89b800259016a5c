import type { IncomingMessage } from 'node:http';
import type { AudioStore } from '../audio/audioStore';
import type { DeliverySettings } from '../delivery/courier';
import type { Outbox } from '../delivery/outbox';
import type { JobLife } from '../jobs/jobLife';
import type { JobStore } from '../jobs/jobStore';
import type { JsonObject } from '../json';
import type { LiveSessions, LiveSettings } from '../live/liveSessions';
import type { Readings } from '../readings/readings';
import type { FaultQueue } from '../server/faults';
import type { RecordedRequest } from '../server/requestRecorder';
import type { Reply } from '../server/reply';

/** What can be changed while the sandbox runs, beside the limits of jobs. */
export interface SandboxSettings extends DeliverySettings, LiveSettings {
	/** Jobs are forgotten as soon as they are over; only their callback carries the result. */
	zeroDataRetention: boolean;
}

/** What the endpoints work on. */
export interface SandboxState extends Omit<Outbox, 'clear' | 'close'> {
	/** `http://127.0.0.1:PORT`, known once the server listens. */
	url: string;
	audio: AudioStore;
	jobs: JobStore;
	life: JobLife;
	faults: FaultQueue;
	/** How it behaves where the real service is not settled. */
	readings: Readings;
	settings: SandboxSettings;
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
	readJson(): Promise<JsonObject>;
}

export interface Route {
	method: string;
	/** Matches the whole path; its groups become `params`. */
	pattern: RegExp;
	/** Whether it needs no API key. */
	isOpen?: boolean;
	handle(state: SandboxState, exchange: Exchange): Promise<Reply> | Reply;
}
