import { readOutputChoice } from '../../../nodes/shared/output/choice';
import { outputModes } from '../../../nodes/shared/output/modes';
import { outputProperties } from '../../../nodes/shared/output/output';
import { shapeResult } from '../../../nodes/shared/output/shape';
import { nodeOf } from '../../support/nodeOf';
import { meeting, queued } from './documents';

const node = nodeOf('gladiaGetResult');
const defaults = Object.fromEntries(
	outputProperties().map(({ name, default: value }) => [name, value]),
);

/** The choice that the editor's defaults make, with a term where the search needs one. */
const chosen = (output: string) =>
	readOutputChoice({
		node,
		itemIndex: 0,
		read: (name) => ({ ...defaults, output, searchTerms: ['New York'] })[name] ?? null,
	});

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
		const simplified = shapeResult(queued, { output: 'simplified' });
		expect(items).toHaveLength(1);
		if (needsTranscript) expect(items).toEqual(simplified);
	});
});
