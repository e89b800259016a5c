import { readOutputChoice } from '../../nodes/shared/output/choice';
import { outputProperties } from '../../nodes/shared/output/output';
import type { ShapedItem } from '../../nodes/shared/output/outputMode';
import { shapeResult } from '../../nodes/shared/output/shape';
import { sampleJob } from './sampleJob';
import { shortJson } from './shortJson';

const defaults = Object.fromEntries(
	outputProperties().map(({ name, default: value }) => [name, value]),
);

const node = {
	id: 'example',
	name: 'Gladia Get Result',
	type: 'n8n-nodes-gladia-speech.gladiaGetResult',
	typeVersion: 1,
	position: [0, 0] as [number, number],
	parameters: {},
};

const names = { questionNames: { question: [{ name: 'waiting_for', prompt: '' }] } };

/** The options of the outputs: the question has a name, and the dialogue has times. */
const options = {
	outputOptions: names,
	reportOptions: names,
	fileOptions: names,
	dialogueOptions: { ...names, timestamps: 'clock' },
};

/** Fields of an output that are not left as they are. */
type Chosen = Record<string, unknown>;

/** The first item that an output makes of the bundled recording, as JSON without its long parts. */
export function outputExample(chosen: Chosen): string {
	const items = itemsOf(chosen);
	const [first] = items;
	const count = items.length > 1 ? `The first of ${items.length} items:\n\n` : '';
	return `${count}${shortJson(first.json)}`;
}

/** What an output adds to the item of the output Simplified. */
export function outputAddition(chosen: Chosen): string {
	const [{ json, files = [] }] = itemsOf(chosen);
	const [{ json: simplified }] = itemsOf({ output: 'simplified' });
	const isOwn = ([name, value]: [string, unknown]) =>
		JSON.stringify(value) !== JSON.stringify(simplified[name]);
	const added = Object.fromEntries(Object.entries(json).filter(isOwn));
	const listed = files.map(({ field, fileName }) => `\`${field}\` (\`${fileName}\`)`);
	return [
		...(Object.keys(added).length > 0 ? [shortJson(added)] : []),
		...(files.length > 0 ? [`Binary fields: ${listed.join(', ')}.`] : []),
	].join('\n\n');
}

function itemsOf(chosen: Chosen): [ShapedItem, ...ShapedItem[]] {
	const values: Chosen = { ...defaults, ...options, ...chosen };
	const choice = readOutputChoice({ node, itemIndex: 0, read: (name) => values[name] ?? null });
	const [first, ...others] = shapeResult(sampleJob, choice);
	if (first === undefined) throw new Error(`No items for ${JSON.stringify(chosen)}`);
	return [first, ...others];
}
