import type { Route } from '../api/context';
import { readLiveFault } from '../request/validation';
import { emptyReply, jsonReply } from '../server/reply';

/** The controls of live sessions over HTTP. */
export const liveControlRoutes: Route[] = [
	{
		method: 'GET',
		pattern: /^\/_sandbox\/live$/,
		handle: ({ live }) => jsonReply(200, { sessions: live.reports() }),
	},
	{
		method: 'POST',
		pattern: /^\/_sandbox\/live\/faults$/,
		async handle({ live }, { readJson }) {
			live.faults.add(readLiveFault(await readJson()));
			return emptyReply(204);
		},
	},
	{
		method: 'DELETE',
		pattern: /^\/_sandbox\/live\/faults$/,
		handle({ live }) {
			live.faults.clear();
			return emptyReply(204);
		},
	},
];
