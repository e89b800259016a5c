import { outputModes } from '../../../nodes/shared/output/modes';
import { shapeResult } from '../../../nodes/shared/output/shape';
import { chosen as choiceOf, simplify } from './chosen';
import { meeting, queued } from './documents';

/** The choice that the editor's defaults make, with a term where the search needs one. */
const chosen = (output: string) => choiceOf({ output, searchTerms: ['New York'] });

describe.each(Object.entries(outputModes))('the output %s', (output, { needsTranscript }) => {
	it('makes items of a finished job with the defaults of its fields', () => {
		expect(chosen(output)).toHaveProperty('output', output);
		expect(shapeResult(meeting, chosen(output)).length).toBeGreaterThan(0);
	});

	it('does not change the job', () => {
		const before = structuredClone(meeting);
		shapeResult(meeting, chosen(output));
		expect(meeting).toEqual(before);
	});

	it(`${needsTranscript ? 'is replaced by the simplified output' : 'stays'} without a transcript`, () => {
		const items = shapeResult(queued, chosen(output));
		expect(items).toHaveLength(1);
		if (needsTranscript) expect(items).toEqual([{ json: simplify(queued) }]);
	});
});
