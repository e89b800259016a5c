import { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

/**
 * A clock that does not keep tests waiting: while nothing happens in this process, time jumps to the
 * next timer. The nodes, n8n's engine and the sandbox share it, so their times stay in proportion.
 * Sockets, files and other processes are real, and take the time they take.
 */

/** How often the clock looks whether anything happens, in real milliseconds. */
const TICK = 2;
/** Work of less than this per tick is the clock's own, in milliseconds. */
const OWN_WORK = 0.6;
/** Idle ticks before a jump. */
const IDLE_TICKS = 2;
/** The same while bytes are between two sockets: if they still are then, somebody does not read them. */
const IDLE_TICKS_WITH_BYTES = 20;
/** A tick that takes longer shows that the machine is busy, and everything is late, in milliseconds. */
const LATE = 2 * TICK;
/** Most that the clock advances in one tick, so that a busy machine makes it slow, not everything late. */
const LONGEST_STEP = 10 * TICK;

const realSetTimeout = setTimeout;
const realNow = performance.now.bind(performance);
const realSocketTimeout = Socket.prototype.setTimeout;
const realSignalTimeout = AbortSignal.timeout.bind(AbortSignal);

beforeAll(start);
afterAll(stop);

let running: AbortController | undefined;

function start(): void {
	jest.useFakeTimers({
		now: Date.now(),
		doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'hrtime'],
	});
	Socket.prototype.setTimeout = socketTimeout;
	AbortSignal.timeout = signalTimeout;
	running = new AbortController();
	void run(running.signal);
}

/** What still waits for a timer then waits for ever: it belongs to tests that are over. */
function stop(): void {
	running?.abort();
	Socket.prototype.setTimeout = realSocketTimeout;
	AbortSignal.timeout = realSignalTimeout;
	jest.useRealTimers();
}

async function run(stopped: AbortSignal): Promise<void> {
	let load = performance.eventLoopUtilization();
	let at = realNow();
	let idleTicks = 0;
	for (;;) {
		await new Promise((resolve) => realSetTimeout(resolve, TICK));
		if (stopped.aborted) return;
		const worked = performance.eventLoopUtilization(load).active;
		const passed = realNow() - at;
		const isIdle = worked < OWN_WORK && passed < LATE && !isUnderWay();
		idleTicks = isIdle ? idleTicks + 1 : 0;
		if (idleTicks >= (areBytesUnderWay() ? IDLE_TICKS_WITH_BYTES : IDLE_TICKS)) {
			jest.advanceTimersToNextTimer();
			idleTicks = 0;
		} else jest.advanceTimersByTime(Math.min(passed, LONGEST_STEP));
		at = realNow();
		load = performance.eventLoopUtilization();
	}
}

/** Handles that stay while nothing happens; all others whose names end like this do something. */
const AT_REST = new Set(['TCPSocketWrap', 'TCPServerWrap', 'PipeWrap', 'TTYWrap']);

/** Whether the operating system or another process, which has the real clock, does something for us. */
function isUnderWay(): boolean {
	return process
		.getActiveResourcesInfo()
		.some((name) => /Req|Wrap$/.test(name) && !AT_REST.has(name));
}

/** Whether one of two sockets that are connected to each other has sent more than the other has got. */
function areBytesUnderWay(): boolean {
	const { _getActiveHandles: activeHandles } = process as unknown as {
		_getActiveHandles: () => unknown[];
	};
	// The process's own output may be a pair of sockets as well, but these have no ports.
	const sockets = activeHandles()
		.filter((handle) => handle instanceof Socket)
		.filter(({ remotePort }) => remotePort !== undefined);
	const byPorts = new Map(sockets.map((one) => [`${one.localPort}-${one.remotePort}`, one]));
	return sockets.some(({ localPort, remotePort, bytesWritten }) => {
		const peer = byPorts.get(`${remotePort}-${localPort}`);
		return peer !== undefined && peer.bytesRead < bytesWritten;
	});
}

/** The platform's own goes by the real clock. */
function signalTimeout(milliseconds: number): AbortSignal {
	const abort = new AbortController();
	const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
	setTimeout(() => abort.abort(reason), milliseconds).unref();
	return abort.signal;
}

const socketTimers = new WeakMap<Socket, ReturnType<typeof setTimeout>>();

/** As the platform's own, which goes by the real clock. */
function socketTimeout(this: Socket, milliseconds: number, callback?: () => void): Socket {
	if (callback && milliseconds > 0) this.once('timeout', callback);
	else if (callback) this.off('timeout', callback);
	Reflect.set(this, 'timeout', milliseconds || undefined);
	clearTimeout(socketTimers.get(this));
	if (milliseconds > 0) watchSocket(this, milliseconds);
	return this;
}

function watchSocket(socket: Socket, milliseconds: number): void {
	const { bytesRead, bytesWritten } = socket;
	const timer = setTimeout(() => {
		if (socket.destroyed) return;
		const isSilent = socket.bytesRead === bytesRead && socket.bytesWritten === bytesWritten;
		if (isSilent) socket.emit('timeout');
		else watchSocket(socket, milliseconds);
	}, milliseconds);
	socketTimers.set(socket, timer.unref());
}
