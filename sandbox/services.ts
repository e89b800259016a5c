import type { AudioStore } from './audio/audioStore';
import type { Outbox } from './delivery/outbox';
import type { JobLife } from './jobs/jobLife';
import type { JobStore } from './jobs/jobStore';
import type { Readings } from './readings/readings';
import type { FaultQueue } from './server/faults';
import type { SandboxSettings } from './settings';

/** What endpoints and live sessions share: stores, settings, faults and what is sent. */
export interface SandboxServices extends Omit<Outbox, 'clear' | 'close'> {
	/** `http://127.0.0.1:PORT`, known once the server listens. */
	url: string;
	audio: AudioStore;
	jobs: JobStore;
	life: JobLife;
	faults: FaultQueue;
	/** How it behaves where the real service is not settled. */
	readings: Readings;
	settings: SandboxSettings;
}
