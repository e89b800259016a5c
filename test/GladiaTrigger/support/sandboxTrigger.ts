import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { useBinaryStore } from '../../support/engine';
import type { TriggerServer } from './triggerServer';
import { triggerServer } from './triggerServer';

/** A key of the same Gladia whose account the others do not share: its questions may be used up. */
export const FLOODED_KEY = 'flooded-key';

export const started = { status: 200, message: 'The workflow was started' };

/** A Gladia for the tests of a file, emptied before each, and triggers that know its address. */
export interface Gladia {
	sandbox(): Sandbox;
	trigger(parameters: INodeParameters, apiKey?: string): Promise<TriggerServer>;
	/** Requests so far, such as `GET /v2/live/…`. */
	requested(): string[];
}

/** Starts it before the tests of the file and ends it after them. */
export function useGladia(): Gladia {
	let sandbox: Sandbox;
	beforeAll(async () => {
		await useBinaryStore();
		sandbox = await startSandbox({ keys: ['sandbox-key', FLOODED_KEY] });
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.reset());
	return {
		sandbox: () => sandbox,
		async trigger(parameters, apiKey = 'sandbox-key') {
			return await triggerServer({ parameters, credentials: { baseUrl: sandbox.url, apiKey } });
		},
		requested: () => sandbox.requests.map(({ method, path }) => `${method} ${path}`),
	};
}
