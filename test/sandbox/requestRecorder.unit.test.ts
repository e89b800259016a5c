import type { RecordedRequest } from '../../sandbox/server/requestRecorder';
import { RequestRecorder } from '../../sandbox/server/requestRecorder';

const request = (at: number): RecordedRequest => ({
	method: 'GET',
	path: '/v2/live',
	query: {},
	headers: {},
	status: 200,
	at,
});

describe('recorded requests are bounded', () => {
	test('the latest 10,000, always in the same array', () => {
		const recorder = new RequestRecorder();
		const { requests } = recorder;
		for (let at = 0; at < 10_005; at++) recorder.add(request(at));
		expect(requests).toBe(recorder.requests);
		expect([requests.length, requests[0]?.at, requests.at(-1)?.at]).toEqual([10_000, 5, 10_004]);
	});

	test('50 MB of bodies', () => {
		const recorder = new RequestRecorder();
		for (let at = 0; at < 60; at++) {
			const recorded = request(at);
			recorder.add(recorded);
			recorder.addBody(recorded, { at }, 1_000_000);
		}
		expect(recorder.requests.map(({ body }) => body)).toEqual(
			Array.from({ length: 50 }, (_, index) => ({ at: index + 10 })),
		);
	});
});
