import { CountedList } from '../server/countedList';

type Schema = Record<string, unknown>;

/**
 * What goes wrong on the next connection of a live session.
 *
 * - `drop-after-bytes`: the line is cut once so many bytes arrived on this connection. The frame
 *   that reaches the mark is lost without acknowledgement; with `ackBefore` its bytes up to the
 *   mark are accepted and acknowledged before. With `code` the line is closed instead of cut
 * - `close-code`: the line is closed with `code` once `afterBytes` (default 0: at once) were
 *   accepted and acknowledged
 * - `mute`: after `afterBytes` (default 0) nothing is answered, acknowledged or accepted any more
 * - `refuse`: the handshake is answered with the HTTP `status` (default 503)
 * - `hang-handshake`: the handshake is never answered
 * - `slow-reader`: no more than so many bytes per second are read
 * - `invalid-json`: a frame that is no JSON is sent once `afterBytes` (default 0) were accepted
 * - `error-message`: an error message is sent once `afterBytes` (default 0) were accepted; the
 *   session goes on
 * - `drop-before-end`: the line is cut after all post-processing messages, before `end_session`
 * - `lose-acknowledgments`: audio after the first `afterBytes` (default 0) of this connection is
 *   accepted, but its acknowledgements are lost with the line, which is cut once `bytes` arrived; with
 *   `everything` so are all other messages
 *
 * Everything acknowledged reaches the client before the line goes down.
 */
export type LiveFault = (
	| { kind: 'drop-after-bytes'; bytes: number; ackBefore?: boolean; code?: number }
	| { kind: 'close-code'; code: number; afterBytes?: number }
	| { kind: 'mute'; afterBytes?: number }
	| { kind: 'refuse'; status?: number; retryAfterSeconds?: number }
	| { kind: 'hang-handshake' }
	| { kind: 'slow-reader'; bytesPerSecond: number }
	| { kind: 'invalid-json'; afterBytes?: number }
	| { kind: 'error-message'; message?: string; afterBytes?: number }
	| { kind: 'drop-before-end'; code?: number }
	| { kind: 'lose-acknowledgments'; bytes: number; afterBytes?: number; everything?: boolean }
) & {
	/** How many connections in a row suffer it; default 1. */
	times?: number;
	/** How many connections pass before the first that suffers it; default 0. */
	skip?: number;
};

const bytes: Schema = { type: 'integer', minimum: 0 };
/** Codes a server may send; 1005 and 1006 stand for "no code". */
const closeCode: Schema = {
	type: 'integer',
	minimum: 1000,
	maximum: 4999,
	not: { enum: [1004, 1005, 1006] },
};

/** The fields of each kind, for the check of what comes over HTTP. */
export const LIVE_FAULT_FIELDS: Record<
	LiveFault['kind'],
	{ required?: Record<string, Schema>; optional?: Record<string, Schema> }
> = {
	'drop-after-bytes': {
		required: { bytes },
		optional: { ackBefore: { type: 'boolean' }, code: closeCode },
	},
	'close-code': { required: { code: closeCode }, optional: { afterBytes: bytes } },
	mute: { optional: { afterBytes: bytes } },
	refuse: {
		optional: {
			status: { type: 'integer', minimum: 400, maximum: 599 },
			retryAfterSeconds: bytes,
		},
	},
	'hang-handshake': {},
	'slow-reader': { required: { bytesPerSecond: { type: 'number', exclusiveMinimum: 0 } } },
	'invalid-json': { optional: { afterBytes: bytes } },
	'error-message': { optional: { message: { type: 'string' }, afterBytes: bytes } },
	'drop-before-end': { optional: { code: closeCode } },
	'lose-acknowledgments': {
		required: { bytes },
		optional: { afterBytes: bytes, everything: { type: 'boolean' } },
	},
};

/** The faults to play, one per connection, in the order in which they were asked for. */
export class LiveFaultQueue {
	private readonly pending = new CountedList<LiveFault>();

	add(fault: LiveFault): void {
		this.pending.add(fault);
	}

	clear(): void {
		this.pending.clear();
	}

	/** What the connection that is being opened has to suffer, used up by one. */
	take(): LiveFault | undefined {
		return this.pending.takeFirst(() => true);
	}
}
