import { CHANNELS, WEBHOOK_EVENTS } from '../delivery/message';
import { PLAY_KINDS } from '../delivery/plays';
import { atLeast, boolean, httpUrl, list, object, string } from './configSchemas';

const number = { type: 'number', minimum: 0 };

/** Body of `PUT /_sandbox/webhooks`. */
export const webhooksSchema = object(
	{
		webhooks: list(
			object(
				{
					url: httpUrl,
					secret: { anyOf: [string, list(string, 1)] },
					events: list({ enum: WEBHOOK_EVENTS }),
					headerNames: { enum: ['svix', 'webhook'] },
				},
				['url', 'secret'],
			),
		),
	},
	['webhooks'],
);

/** Body of `POST /_sandbox/plays`. */
export const playSchema = object(
	{
		kind: { enum: PLAY_KINDS },
		times: atLeast(1),
		skip: atLeast(0),
		channel: { enum: CHANNELS },
		event: string,
		delayMs: number,
		copies: atLeast(1),
		thenGenuine: boolean,
		whileRunning: boolean,
	},
	['kind'],
);

/** Body of `PATCH /_sandbox/settings`. */
export const settingsSchema = object({
	jobSeconds: number,
	concurrentJobs: number,
	queuedJobs: number,
	requestsPerSecond: number,
	zeroDataRetention: boolean,
	retryDelaysMs: list(number),
	deliveryTimeoutMs: atLeast(1),
	concurrentLiveSessions: atLeast(0),
	liveIdleSeconds: number,
	liveMaximumSeconds: number,
	livePostProcessingSeconds: number,
	liveSilenceSeconds: number,
	liveDocumentSeconds: number,
	liveByMicrophone: boolean,
});
