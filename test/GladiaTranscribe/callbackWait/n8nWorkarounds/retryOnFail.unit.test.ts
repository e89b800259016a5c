import { willRetry } from '../../../../nodes/GladiaTranscribe/callbackWait/n8nWorkarounds/retryOnFail';

const failed = { json: { error: 'No' } };
const done = { json: { status: 'done' } };
const retries = { retryOnFail: true };

it.each([
	['by default 3 times', undefined, 3],
	['at least twice', 1, 2],
	['as often as set', 4, 4],
	['at most 5 times', 9, 5],
	['by default where 0 is set', 0, 3],
])('n8n tries %s', (_, maxTries, tries) => {
	const node = { ...retries, maxTries };
	expect([willRetry(node, tries - 1, [failed]), willRetry(node, tries, [failed])]).toEqual([
		true,
		false,
	]);
});

it('n8n tries once without the setting', () => {
	expect([{}, { retryOnFail: false }].map((node) => willRetry(node, 1, [failed]))).toEqual([
		false,
		false,
	]);
});

it('only an error that comes out first counts', () => {
	const outputs = [[failed, done], [done, failed], [], [{ json: { error: '' } }]];
	expect(outputs.map((output) => willRetry(retries, 1, output))).toEqual([
		true,
		false,
		false,
		false,
	]);
});
