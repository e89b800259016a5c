import type { INode, INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { panelActions } from '../../nodes/GladiaTranscribe/fields/panelActions';
import { GladiaTranscribe } from '../../nodes/GladiaTranscribe/GladiaTranscribe.node';

const { description } = new GladiaTranscribe();

const node: INode = {
	id: 'node',
	name: 'Gladia Transcribe',
	type: description.name,
	typeVersion: 1.1,
	position: [0, 0],
	parameters: {},
};

/** What n8n keeps of the fields that a click on an entry sets, with the defaults of the form. */
const keptOf = (values: INodeParameters): INodeParameters =>
	NodeHelpers.getNodeParameters(description.properties, values, true, false, node, description) ??
	{};

/** What n8n's editor sets for an entry: the operation, and the first value of each condition. */
function valuesOf({ options = [], displayOptions }: INodeProperties): INodeParameters {
	const conditions = Object.entries(displayOptions?.show ?? {});
	const [option] = options;
	const operation = option !== undefined && 'value' in option ? option.value : '';
	return {
		operation,
		...Object.fromEntries(conditions.map(([name, values = []]) => [name, values[0]])),
	};
}

const entries = description.properties.filter(
	({ name, displayOptions }) =>
		name === 'operation' && displayOptions?.show?.resource !== undefined,
);

describe('The entries of the nodes panel', () => {
	it('are these, in this order', () => {
		expect(panelActions.map(({ action }) => action)).toEqual([
			'Transcribe audio',
			'Start transcription without waiting',
			'Transcribe a call',
			'Transcribe a meeting',
			'Transcribe an interview or podcast',
			'Transcribe a voice message',
			'Transcribe several languages',
			'Create subtitles',
			'Ask questions about a recording',
			'Summarize a recording',
			'Translate a recording',
			'Write a recording as a dialogue',
			'Measure how much each person talks',
			'Create a report of a recording',
			'Hide personal data in a transcript',
		]);
		expect(entries.map(({ options = [] }) => options.map(({ name }) => name))).toEqual(
			panelActions.map(({ action }) => [action]),
		);
	});

	it.each(panelActions.map(({ action }, index) => [action, index] as const))(
		'%s: the form keeps what it sets, and no resource',
		(_action, index) => {
			const { preset = {}, operation } = panelActions[index] ?? {};
			const kept = keptOf(valuesOf(entries[index] as INodeProperties));
			expect(kept).toMatchObject({ ...preset, operation });
			expect(kept).not.toHaveProperty('resource');
		},
	);

	it.each(
		panelActions.flatMap(({ action, preset }) =>
			Object.entries(preset).map((one) => [action, ...one] as const),
		),
	)('%s: sets %s to a value that the form offers', (_action, name, value) => {
		const fields = description.properties.filter((field) => field.name === name);
		const offered = fields.flatMap(({ type, options = [] }) =>
			type === 'boolean' ? [true] : options.flatMap((one) => ('value' in one ? one.value : [])),
		);
		expect(offered).toContain(value);
	});

	it('show nothing in the form: it has one field for the operation, and none for a resource', () => {
		const values = keptOf({});
		for (const type of [description, { ...description, name: `${description.name}Tool` }]) {
			const shown = description.properties.filter((field) =>
				NodeHelpers.displayParameter(values, field, node, type),
			);
			expect(shown.filter(({ name }) => name === 'operation')).toHaveLength(1);
			expect(shown.filter(({ name }) => name === 'resource')).toEqual([]);
		}
	});
});
