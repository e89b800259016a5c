import { isFinished, isJob, lacksResult, meansNotKept } from '../../../nodes/shared/api/jobs';
import type { TranscriptionJob } from '../../../nodes/shared/api/types';

const job = (fields: object): TranscriptionJob => {
	const document: unknown = { id: '45463597-20b7-4af7-b3b3-f5fb778203ab', ...fields };
	if (!isJob(document)) throw new Error('Not a job');
	return document;
};

it.each([
	['an object with an id', { id: '45463597-20b7-4af7-b3b3-f5fb778203ab' }, true],
	['an object without an id', { status: 'done' }, false],
	['an id that could change the path of a request', { id: '../upload' }, false],
	['a number as an id', { id: 4 }, false],
	['a list', [{ id: 'a' }], false],
	['a text', 'a', false],
	['nothing', undefined, false],
])('whether it is a job: %s', (_, value, expected) => {
	expect(isJob(value)).toBe(expected);
});

it.each([
	['done', true],
	['error', true],
	['processing', false],
	['queued', false],
	[undefined, false],
])('whether a job has finished: %s', (status, expected) => {
	expect(isFinished(job({ status }))).toBe(expected);
});

it.each([
	[{ status: 'done', result: null }, true],
	[{ status: 'done' }, true],
	[{ status: 'done', result: {} }, false],
	[{ status: 'processing', result: null }, false],
	[{ status: 'error' }, false],
])('whether a job lacks its result: %j', (fields, expected) => {
	expect(lacksResult(job(fields))).toBe(expected);
});

it('knows the statuses after which nothing more will be given out', () => {
	const statuses = [400, 401, 402, 403, 404, 408, 410, 422, 429, 500, 503];
	expect(statuses.filter(meansNotKept)).toEqual([403, 404, 410]);
});
