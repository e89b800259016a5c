import { readdirSync, readFileSync } from 'node:fs';
import type { INode, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import type { NewWorkflow } from '../../../demo/n8nRest';
import { connectToHost } from '../n8nHost';
import { placeholdersIn } from './importTemplate';
import type { Box } from './layout';
import { boxOf, contains, overlap } from './layout';

jest.setTimeout(60_000);

const FOLDER = 'examples';
const NOTE = 'n8n-nodes-base.stickyNote';
const OURS = /^n8n-nodes-gladia-speech\.\w+$/;
const BUILT_IN = /^(?:n8n-nodes-base|@n8n\/n8n-nodes-langchain)\.\w+$/;
const SECRET = /whsec_\w|\bsk-\w{8}|\bxox[abp]-|\bBearer \w{8}|\bey[JK]\w{20}/;

let descriptions: INodeTypeDescription[];

beforeAll(async () => {
	descriptions = await (await connectToHost()).nodeTypes();
});

const filesOfTemplates = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

describe.each(filesOfTemplates)('%s', (file) => {
	const json = readFileSync(`${FOLDER}/${file}`, 'utf8');
	const template = JSON.parse(json) as NewWorkflow;
	const notes = template.nodes.filter(({ type }) => type === NOTE);
	const steps = template.nodes.filter(({ type }) => type !== NOTE);

	it('has what n8n imports, and nothing of the n8n that it was made in', () => {
		const keys = ['connections', 'description', 'meta', 'name', 'nodes', 'settings'];
		expect(Object.keys(template).filter((key) => !keys.includes(key))).toEqual([]);
		expect(template.name).not.toBe('');
		expect(json).not.toMatch(SECRET);
		for (const { credentials = {} } of steps) {
			for (const { id } of Object.values(credentials)) expect(id ?? '').toBe('');
		}
	});

	it("has our nodes and n8n's own ones only, at their current versions", () => {
		for (const { type, typeVersion } of template.nodes) {
			expect(type).toMatch(OURS.test(type) ? OURS : BUILT_IN);
			expect([type, typeVersion]).toEqual([type, currentVersion(type)]);
		}
	});

	it('has parameters only that the nodes know and show, with nothing missing', () => {
		for (const node of template.nodes) {
			const description = descriptionOf(node);
			const { properties } = description;
			const read = NodeHelpers.getNodeParameters(
				properties,
				node.parameters,
				true,
				false,
				node,
				description,
			);
			expect({ [node.name]: read }).toMatchObject({ [node.name]: node.parameters });
			const { parameters = {} } =
				NodeHelpers.getNodeParametersIssues(properties, node, description) ?? {};
			// A placeholder may be no valid value: the editor then marks what is to be filled in.
			const issues = Object.entries(parameters).filter(
				([name]) => placeholdersIn([withOnly(node, name)]).size === 0,
			);
			expect({ [node.name]: issues }).toEqual({ [node.name]: [] });
		}
	});

	it('connects every node', () => {
		const names = template.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		const lines = Object.entries(template.connections).flatMap(([from, outputs]) =>
			Object.values(outputs).flatMap((ports) =>
				ports.flatMap((port) => (port ?? []).map(({ node }) => [from, node])),
			),
		);
		expect([...new Set(lines.flat())].sort()).toEqual(steps.map(({ name }) => name).sort());
	});

	it('tells at its left what it does, what to fill in and what it costs', () => {
		const [first] = [...template.nodes].sort((one, other) => one.position[0] - other.position[0]);
		expect(first?.type).toBe(NOTE);
		const text = String(first?.parameters.content);
		expect(text).toMatch(/^## /);
		expect(text).toMatch(/fill in/i);
		expect(text).toMatch(/\bcosts?\b/i);
		for (const placeholder of placeholdersIn(steps)) expect(text).toContain(placeholder);
	});

	it('is laid out so that nothing overlaps', () => {
		const boxes = (nodes: INode[]) => nodes.map((node): [string, Box] => [node.name, boxOf(node)]);
		const collisions = [
			...pairsOf(boxes(steps)).filter(([[, one], [, other]]) => overlap(one, other)),
			...pairsOf(boxes(notes)).filter(
				([[, one], [, other]]) =>
					overlap(one, other) && !contains(one, other) && !contains(other, one),
			),
			...boxes(notes).flatMap((note) =>
				boxes(steps)
					.filter(([, step]) => overlap(note[1], step) && !contains(note[1], step))
					.map((step) => [note, step]),
			),
		];
		expect(collisions.map((pair) => pair.map(([name]) => name))).toEqual([]);
	});
});

/** The version that the editor gives a node of this type which is added now. */
function currentVersion(type: string): number {
	const versions = descriptions
		.filter(({ name }) => name === type)
		.flatMap(({ version, defaultVersion }) => defaultVersion ?? version);
	return Math.max(...versions);
}

function descriptionOf({ type, typeVersion }: INode): INodeTypeDescription {
	const found = descriptions.find(
		({ name, version }) => name === type && [version].flat().includes(typeVersion),
	);
	if (found === undefined) throw new Error(`n8n has no node ${type} of version ${typeVersion}.`);
	return found;
}

/** A node with one of its parameters only. */
const withOnly = (node: INode, name: string): INode => ({
	...node,
	parameters: { [name]: node.parameters[name] ?? '' },
});

const pairsOf = <T>(list: T[]): Array<[T, T]> =>
	list.flatMap((one, index) => list.slice(index + 1).map((other): [T, T] => [one, other]));
