import type { AddressInfo } from 'node:net';
import type { SandboxState } from './api/context';
import { controlRoutes } from './api/controlRoutes';
import { jobEnded } from './api/jobEnd';
import { jobRoutes } from './api/jobRoutes';
import { liveRoutes } from './api/liveRoutes';
import { startRoute } from './api/startRoute';
import { storageRoutes } from './api/storageRoutes';
import { uploadRoutes } from './api/uploadRoutes';
import { AudioStore } from './audio/audioStore';
import type { Delivery } from './delivery/delivery';
import { openOutbox } from './delivery/outbox';
import type { Play } from './delivery/plays';
import type { WebhookEndpoint } from './delivery/webhooks';
import type { Job } from './job';
import { JobLife } from './jobs/jobLife';
import { jobDocument, JobStore } from './jobs/jobStore';
import type { JobSeed } from './jobs/seed';
import { seedJob } from './jobs/seed';
import { liveControlRoutes } from './live/liveControlRoutes';
import type { LiveFault } from './live/liveFaults';
import type { LiveSessionReport } from './live/liveSessions';
import { LiveSessions } from './live/liveSessions';
import type { ReadingName, ReadingSpan } from './readings/readings';
import { Readings } from './readings/readings';
import { RateLimiter } from './server/admission';
import type { Fault } from './server/faults';
import { FaultQueue } from './server/faults';
import { createSandboxServer } from './server/httpServer';
import type { RecordedRequest } from './server/requestRecorder';
import { RequestRecorder } from './server/requestRecorder';

export type { Delivery } from './delivery/delivery';
export type { Play } from './delivery/plays';
export type { WebhookEndpoint } from './delivery/webhooks';
export type { Job, JobStatus } from './job';
export type { JobSeed } from './jobs/seed';
export type { LiveFault } from './live/liveFaults';
export type { LiveSessionReport } from './live/liveSessions';
export type { ReadingName, ReadingSpan } from './readings/readings';
export type { Fault } from './server/faults';
export type { RecordedRequest } from './server/requestRecorder';

export const DEFAULT_KEY = 'sandbox-key';
const DEFAULT_UPLOAD_LIMIT_BYTES = 1000 * 1_048_576;

export interface SandboxOptions {
	/** 0 (default) takes any free port; always on 127.0.0.1. */
	port?: number;
	/** Accepted `x-gladia-key` values; default `sandbox-key`. */
	keys?: string[];
	/** Seconds from queued to done; default 2. A tenth of it the job is shown as queued. */
	jobSeconds?: number;
	/** Jobs processed at the same time; default 25. */
	concurrentJobs?: number;
	/** Jobs that may wait beyond those, default 300; then 429 with Retry-After. */
	queuedJobs?: number;
	/** Requests per second before 429 with Retry-After; default unlimited. */
	requestsPerSecond?: number;
	/** Largest upload in bytes; default 1000 MiB, the API's limit. */
	uploadLimitBytes?: number;
	/** The account's webhooks; default none. */
	webhooks?: WebhookEndpoint[];
	/** Forgets jobs as soon as they are over; only their callback carries the result. */
	zeroDataRetention?: boolean;
	/**
	 * Pauses in milliseconds before a callback or webhook that was not answered with 2xx is sent
	 * again; default 100, 400, 1600 and 6400, five tries in all.
	 */
	retryDelaysMs?: number[];
	/** How long a callback or webhook waits for its answer; default 15,000. */
	deliveryTimeoutMs?: number;
	/** Calls addresses outside this machine and its private network too; default false. */
	deliverAnywhere?: boolean;
	/** Live sessions open at the same time, default 30; then 429 with Retry-After. */
	concurrentLiveSessions?: number;
	/** A live session without connection for so long is over; default 60. */
	liveIdleSeconds?: number;
	/** Seconds of audio a live session may have; default 10,800, the API's limit. */
	liveMaximumSeconds?: number;
	/** Seconds from the end of a live recording to the end of its session; default 0.2. */
	livePostProcessingSeconds?: number;
	/** Seconds without audio that close a line under a reading that does so; default 30. */
	liveSilenceSeconds?: number;
	/** Seconds from the end of a session to its document under a reading that has it late; default 20. */
	liveDocumentSeconds?: number;
	/** Recognises the bundled recording also as a microphone hears it, 1.5 s after its beginning; default false. */
	liveByMicrophone?: boolean;
}

export interface Sandbox {
	/** `http://127.0.0.1:PORT` */
	url: string;
	/** The latest 10,000 API requests, oldest first; the array stays the same. */
	requests: RecordedRequest[];
	/** Plays a failure in the next matching requests or jobs. */
	failNext(fault: Fault): void;
	/**
	 * Plays a reading of a question that no source settles, for all requests that follow or for some
	 * of them.
	 */
	playReading(name: ReadingName, span?: ReadingSpan): void;
	/** The latest 10,000 callbacks and webhooks, oldest first; the array stays the same. */
	deliveries: Delivery[];
	/** Plays misbehaviour in the next matching callbacks and webhooks. */
	playNext(play: Play): void;
	/** Replaces the account's webhooks. */
	setWebhooks(webhooks: WebhookEndpoint[]): void;
	/** Plays a failure on the next connection of a live session. */
	failLiveNext(fault: LiveFault): void;
	/** The latest 1,000 live sessions, oldest first, with what they accepted. */
	liveSessions(): LiveSessionReport[];
	/** Puts a pre-recorded job into the store; by default a finished one of the sample. */
	seedJob(seed?: JobSeed): Job;
	/** The same for a live session; its result has `messages`. */
	seedLiveJob(seed?: JobSeed): Job;
	/** All jobs of both kinds, newest first. */
	jobs(): Job[];
	/**
	 * Forgets jobs, live sessions, files, faults, misbehaviour, chosen readings, recorded requests and
	 * deliveries, and cancels what is being delivered. Settings and webhooks stay.
	 */
	reset(): void;
	/** Cuts all connections, cancels all deliveries, stops all timers and removes the files. */
	close(): Promise<void>;
}

/** Starts a local Gladia v2. @throws when the port is taken */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const recorder = new RequestRecorder();
	const rate = new RateLimiter(options.requestsPerSecond);
	const settings = {
		zeroDataRetention: options.zeroDataRetention ?? false,
		retryDelaysMs: options.retryDelaysMs ?? [100, 400, 1600, 6400],
		deliveryTimeoutMs: options.deliveryTimeoutMs ?? 15_000,
		concurrentLiveSessions: options.concurrentLiveSessions ?? 30,
		liveIdleSeconds: options.liveIdleSeconds ?? 60,
		liveMaximumSeconds: options.liveMaximumSeconds ?? 10_800,
		livePostProcessingSeconds: options.livePostProcessingSeconds ?? 0.2,
		liveSilenceSeconds: options.liveSilenceSeconds ?? 30,
		liveDocumentSeconds: options.liveDocumentSeconds ?? 20,
		liveByMicrophone: options.liveByMicrophone ?? false,
	};
	const readings = new Readings();
	const outbox = openOutbox(
		settings,
		options.webhooks ?? [],
		options.deliverAnywhere ?? false,
		readings,
	);
	const state: SandboxState = {
		...outbox,
		settings,
		url: 'http://127.0.0.1',
		audio: await AudioStore.open(options.uploadLimitBytes ?? DEFAULT_UPLOAD_LIMIT_BYTES),
		jobs: new JobStore(),
		life: new JobLife(
			{
				jobSeconds: options.jobSeconds ?? 2,
				concurrentJobs: options.concurrentJobs ?? 25,
				queuedJobs: options.queuedJobs ?? 300,
			},
			(record) => jobEnded(state, record),
		),
		faults: new FaultQueue(),
		readings,
		live: new LiveSessions(() => state),
	};
	const reset = () => {
		state.life.stop();
		state.jobs.clear();
		state.faults.clear();
		state.readings.clear();
		outbox.clear();
		recorder.clear();
		void state.live.clear();
		void state.audio.clear();
	};
	const server = createSandboxServer({
		state,
		recorder,
		rate,
		keys: new Set(options.keys ?? [DEFAULT_KEY]),
		routes: [
			...uploadRoutes,
			...storageRoutes,
			startRoute,
			...jobRoutes('pre-recorded'),
			...liveRoutes,
		],
		controlRoutes: [...controlRoutes({ recorder, rate, reset }), ...liveControlRoutes],
	});
	server.on('upgrade', (request, socket, head) => state.live.upgrade(request, socket, head));
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, '127.0.0.1', resolve);
	}).catch(async (error: unknown) => {
		await state.audio.close();
		throw error;
	});
	state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url: state.url,
		requests: recorder.requests,
		failNext: (fault) => state.faults.add(fault),
		playReading: (name, span) => state.readings.play(name, span),
		deliveries: outbox.deliveries,
		playNext: (play) => outbox.plays.add(play),
		setWebhooks: (webhooks) => outbox.webhooks.configure(webhooks),
		seedJob: (seed = {}) => seedJob(state.jobs, 'pre-recorded', seed),
		seedLiveJob: (seed = {}) => seedJob(state.jobs, 'live', seed),
		jobs: () => state.jobs.list().map(jobDocument),
		failLiveNext: (fault) => state.live.faults.add(fault),
		liveSessions: () => state.live.reports(),
		reset,
		async close() {
			state.life.stop();
			await Promise.all([outbox.close(), state.live.clear()]);
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
			await state.audio.close();
		},
	};
}
