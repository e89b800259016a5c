import type { Route } from '../api/context';
import { emptyReply, jsonReply } from '../server/reply';
import { parseReading } from './readings';

const pattern = /^\/_sandbox\/readings$/;

/** Chooses over HTTP which reading of an open question is played. */
export const readingRoutes: Route[] = [
	{
		method: 'GET',
		pattern,
		handle: ({ readings }) => jsonReply(200, { readings: readings.report() }),
	},
	{
		method: 'POST',
		pattern,
		async handle({ readings }, { readJson }) {
			const { name, ...span } = parseReading(await readJson());
			readings.play(name, span);
			return emptyReply(204);
		},
	},
	{
		method: 'DELETE',
		pattern,
		handle({ readings }) {
			readings.clear();
			return emptyReply(204);
		},
	},
];
