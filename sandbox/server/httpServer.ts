import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Exchange, Route, SandboxState } from '../api/context';
import type { RateLimiter } from './admission';
import { authorize } from './admission';
import { ApiError } from './apiError';
import { busyReply } from './busyReply';
import { faultReply } from './faultReply';
import { pathBeforeRedirect, redirectReply } from './redirectReply';
import type { Reply } from './reply';
import { errorReply, malformed, sendReply, sendTruncated } from './reply';
import { readJsonBody } from './requestBody';
import type { RecordedRequest, RequestRecorder } from './requestRecorder';

export interface ServerParts {
	state: SandboxState;
	recorder: RequestRecorder;
	rate: RateLimiter;
	keys: Set<string>;
	/** The API's endpoints. */
	routes: Route[];
	/** Endpoints under /_sandbox, which need no key and suffer no fault. */
	controlRoutes: Route[];
}

function queryOf(url: URL): RecordedRequest['query'] {
	return Object.fromEntries(
		[...new Set(url.searchParams.keys())].map((key) => {
			const values = url.searchParams.getAll(key);
			return [key, values.length === 1 ? (values[0] ?? '') : values];
		}),
	);
}

function openExchange(parts: ServerParts, request: IncomingMessage): Exchange {
	const url = new URL(request.url ?? '/', parts.state.url);
	const recorded: RecordedRequest = {
		method: request.method ?? 'GET',
		path: url.pathname,
		query: queryOf(url),
		headers: request.headers,
		status: 0,
		at: Date.now(),
	};
	return {
		request,
		url,
		params: [],
		recorded,
		async readJson() {
			const { body, bytes } = await readJsonBody(request);
			parts.recorder.addBody(recorded, body, bytes);
			return body;
		},
	};
}

/** Runs the endpoint; whatever it throws becomes an error answer. */
async function handle(
	state: SandboxState,
	routes: Route[],
	exchange: Exchange,
	admit: () => void,
): Promise<Reply> {
	const { method } = exchange.recorded;
	const path = pathBeforeRedirect(exchange.recorded.path);
	const route = routes.find((one) => one.method === method && one.pattern.test(path));
	try {
		if (route?.isOpen !== true) admit();
		const moved = redirectReply(state, exchange);
		if (moved) return moved;
		if (!route) throw new ApiError(404, `Cannot ${method} ${path}`);
		const params = route.pattern.exec(path)?.slice(1) ?? [];
		return await route.handle(state, { ...exchange, params });
	} catch (error) {
		const known =
			error instanceof ApiError ? error : new ApiError(500, `Sandbox failure: ${String(error)}`);
		const reply = errorReply(known, path);
		return known.statusCode === 429 ? busyReply(reply, state.readings.of('tooMany')) : reply;
	}
}

async function serveApi(
	parts: ServerParts,
	exchange: Exchange,
	response: ServerResponse,
): Promise<void> {
	const { state, routes, rate, keys } = parts;
	const { request, recorded } = exchange;
	const fault = state.faults.takeForRequest(recorded.method, recorded.path);
	if (fault?.kind === 'reset') {
		request.socket.resetAndDestroy();
		return;
	}
	if (fault?.kind === 'hang') {
		request.resume();
		return;
	}
	if (fault?.kind === 'delay') await wait(fault.delayMs ?? 0, undefined, { ref: false });
	const reply =
		fault?.kind === 'status'
			? faultReply(fault, recorded.path)
			: await handle(state, routes, exchange, () => {
					authorize(request, keys);
					rate.admit();
				});
	if (fault?.kind === 'lose-response') {
		request.socket.resetAndDestroy();
		return;
	}
	recorded.status = reply.status;
	if (fault?.kind === 'truncate') await sendTruncated(response, reply);
	else await sendReply(response, fault?.kind === 'malformed' ? malformed(reply) : reply);
}

async function serve(
	parts: ServerParts,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	// Node tells the time of its own clock, which tests may have set going faster.
	response.setHeader('date', new Date().toUTCString());
	const exchange = openExchange(parts, request);
	if (exchange.recorded.path.startsWith('/_sandbox/')) {
		await sendReply(
			response,
			await handle(parts.state, parts.controlRoutes, exchange, () => undefined),
		);
		return;
	}
	parts.recorder.add(exchange.recorded);
	await serveApi(parts, exchange, response);
}

/** The HTTP server, not yet listening. A client that goes away ends its request only. */
export function createSandboxServer(parts: ServerParts): Server {
	// No request timeout: a slow upload of a large file is a normal request here.
	// Idle connections stay open for a minute: a client must not meet one that is just being closed.
	return createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 }, (request, response) => {
		serve(parts, request, response).catch(() => response.destroy());
	});
}
