import { readFile } from 'node:fs/promises';
import type { IDataObject, INode } from 'n8n-workflow';
import type { StoredCredential } from '../../../demo/n8nAccount';
import type { N8nRest, NewWorkflow } from '../../../demo/n8nRest';
import type { Sandbox } from '../../../sandbox/sandbox';
import { DEFAULT_KEY } from '../../../sandbox/sandbox';

/** What a user fills in after importing a template. */
export interface TemplateInputs {
	/**
	 * By type of credential, or by `<type> of <node>` where nodes need different ones: the fields of its
	 * dialog, or a credential that is stored already.
	 */
	credentials?: Record<string, { data: IDataObject } | StoredCredential>;
	/** By placeholder: what comes in its place. */
	values?: Record<string, string>;
}

/** What a template has where the user has to put something: `YOUR_CHANNEL`, `you@example.com`. */
const PLACEHOLDER = /YOUR_[A-Z0-9_]+|[\w.@/:-]*\bexample\.(?:com|net|org)\b[\w./?=&-]*/g;

/** The credential of a sandbox, for `TemplateInputs`. */
export const sandboxAccess = ({ url }: Pick<Sandbox, 'url'>, apiKey = DEFAULT_KEY) => ({
	gladiaApi: { data: { apiKey, baseUrl: url } },
});

/**
 * Imports a template of `examples/` as a user does: chooses credentials in the nodes that have a place for
 * them, and fills in the placeholders; the sticky notes go on naming those.
 *
 * @throws Error when something is left to fill in, or an input has no place in the template
 */
export async function importTemplate(
	rest: N8nRest,
	file: string,
	{ credentials = {}, values = {} }: TemplateInputs,
): Promise<{ id: string; workflow: NewWorkflow }> {
	const template = JSON.parse(await readFile(`examples/${file}`, 'utf8')) as NewWorkflow;
	const isNote = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';
	const steps = template.nodes.filter((node) => !isNote(node));

	const wanted = new Set(steps.flatMap((node) => Object.keys(node.credentials ?? {})));
	const given = Object.keys(credentials).map((key) => placeOf(key).type);
	expectSame(`credentials of ${file}`, wanted, new Set(given));
	expectSame(`placeholders of ${file}`, placeholdersIn(steps), Object.keys(values));

	const filled = withTexts(steps, (text) =>
		text.replace(PLACEHOLDER, (placeholder) => values[placeholder] ?? ''),
	);
	for (const [key, credential] of Object.entries(credentials)) {
		const { type, name } = placeOf(key);
		const stored = 'id' in credential ? credential : await store(rest, type, credential.data);
		for (const node of filled.filter((one) => name === undefined || one.name === name)) {
			if (node.credentials?.[type]) node.credentials[type] = stored;
		}
	}
	const workflow = { ...template, nodes: [...template.nodes.filter(isNote), ...filled] };
	return { id: await rest.createWorkflow(workflow), workflow };
}

export function placeholdersIn(nodes: INode[]): Set<string> {
	const found = new Set<string>();
	withTexts(nodes, (text) => {
		for (const placeholder of text.match(PLACEHOLDER) ?? []) found.add(placeholder);
		return text;
	});
	return found;
}

/** A copy of nodes in which each text is what `change` makes of it. */
const withTexts = (nodes: INode[], change: (text: string) => string): INode[] =>
	JSON.parse(JSON.stringify(nodes), (_, value: unknown) =>
		typeof value === 'string' ? change(value) : value,
	) as INode[];

/** The type of a credential, and the node that it is for if that is said. */
function placeOf(key: string): { type: string; name?: string } {
	const [type = '', name] = key.split(' of ');
	return { type, name };
}

function expectSame(what: string, wanted: Iterable<string>, given: Iterable<string>): void {
	const [there, filled] = [wanted, given].map((names) => [...names].sort().join(', '));
	if (there !== filled) throw new Error(`The ${what} are [${there}], filled in are [${filled}].`);
}

async function store(rest: N8nRest, type: string, data: IDataObject): Promise<StoredCredential> {
	const name = `Template ${type}`;
	return { id: await rest.createCredential({ name, type, data }), name };
}
