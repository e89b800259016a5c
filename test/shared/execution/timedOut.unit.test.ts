import { timedOutData, timedOutItems } from '../../../nodes/shared/execution/timedOut';

describe('a job that was not done when the wait was over', () => {
	const started = { id: 'a1', result_url: 'https://api.gladia.io/v2/pre-recorded/a1' };

	it('comes with its id and its status as last seen, and nothing else', () => {
		const job = { ...started, status: 'processing', until: 5 };
		expect(timedOutData(job)).toEqual({ ...started, status: 'processing', timed_out: true });
	});

	it('has an unknown status when it was never seen', () => {
		expect(timedOutData(started)).toEqual({ ...started, status: 'unknown', timed_out: true });
	});

	it('is marked in each of its items, which stay as they are otherwise', () => {
		const binary = { data: { mimeType: 'text/plain', data: '' } };
		const items = [{ json: { id: 'a1' }, binary, pairedItem: 0 }, { json: { id: 'a2' } }];
		expect(timedOutItems(items)).toEqual([
			{ json: { id: 'a1', timed_out: true }, binary, pairedItem: 0 },
			{ json: { id: 'a2', timed_out: true } },
		]);
		expect(items[1]).toEqual({ json: { id: 'a2' } });
	});
});
