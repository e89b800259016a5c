import type { ReadingOf } from '../readings/catalogue';
import type { Reply } from './reply';

/** Says in the words of a reading when to come back after a 429. */
export function busyReply(reply: Reply, reading: ReadingOf<'tooMany'>): Reply {
	const { 'retry-after': seconds, ...headers } = reply.headers;
	if (seconds === undefined || reading === 'busy-seconds') return reply;
	if (reading === 'busy-silent') return { ...reply, headers };
	const date = new Date(Date.now() + Number(seconds) * 1000).toUTCString();
	return { ...reply, headers: { ...headers, 'retry-after': date } };
}
