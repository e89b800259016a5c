import type { DeliverySettings } from './delivery/courier';
import type { JobLimits } from './jobs/jobLife';
import type { LiveSettings } from './live/liveSettings';
import type { RateLimiter } from './server/admission';

/** What can be changed while the sandbox runs, beside the limits of jobs. */
export interface SandboxSettings extends DeliverySettings, LiveSettings {
	/** Jobs are forgotten as soon as they are over; only their callback carries the result. */
	zeroDataRetention: boolean;
}

/** Body of `PATCH /_sandbox/settings`; what is left out stays as it is. */
export type ChangedSettings = Partial<
	JobLimits & SandboxSettings & Pick<RateLimiter, 'requestsPerSecond'>
>;
