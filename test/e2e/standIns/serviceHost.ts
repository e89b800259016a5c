import type { N8nProcess } from '../../../demo/n8nProcess';
import type { N8nRest } from '../../../demo/n8nRest';
import { setUpOwner, startOwnN8n } from '../n8nHost';
import type { StandIn } from './standIn';
import type { StandInProxy } from './standInProxy';
import { startStandInProxy } from './standInProxy';

/** An n8n for which the services that a test names are on this machine, and no other host exists. */
export interface ServiceHost {
	n8n: N8nProcess;
	rest: N8nRest;
	/** What no stand-in took; a test whose workflow behaves expects it to be empty. */
	refused: StandInProxy['refused'];
	close(): Promise<void>;
}

/** @param env further environment variables of n8n */
export async function startServiceHost(
	standIns: StandIn[],
	env: Record<string, string> = {},
): Promise<ServiceHost> {
	const proxy = await startStandInProxy(standIns);
	const n8n = await startOwnN8n({ env: { ...proxy.env, ...env } });
	return {
		n8n,
		rest: await setUpOwner(n8n),
		refused: proxy.refused,
		async close() {
			await n8n.stop();
			await proxy.close();
		},
	};
}
