import { meanConfidence } from '../../../nodes/shared/transcript/meanConfidence';

describe('meanConfidence', () => {
	it.each([
		[[0.5, null, 1], 0.75],
		[[0.1, 0.2, 0.2], 0.1667],
		[[null, null], null],
		[[], null],
	])('of %j is %j', (confidences, mean) => expect(meanConfidence(confidences)).toBe(mean));
});
