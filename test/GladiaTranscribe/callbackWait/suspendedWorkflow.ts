import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { INodeExecutionData, INodeParameters, INodeType, OnError } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { nodeTypesOf } from '../../support/engine';

/** Name of the node that counts, behind those under test. */
export const NEXT = 'Next';

/** Parameters of a node that is suspended at once. */
const suspendAtOnce: INodeParameters = {
	audioSource: 'url',
	audioUrl: "={{ $('Source').item.json.url }}",
	waitFor: 'callback',
	limits: { pollFirstSeconds: 0 },
};

/**
 * A source of items, Gladia Transcribe as often as the setup says, one behind the other, and a node
 * that counts.
 *
 * @param outputs gets the items of each run of the source and of the node that counts
 */
export function suspendedWorkflow(
	{ nodes = [{}], onError }: { nodes?: INodeParameters[]; onError?: OnError },
	type: INodeType,
	outputs: Map<string, INodeExecutionData[][]>,
): Workflow {
	const common = { position: [0, 0] as [number, number], typeVersion: 1 };
	const gladias = nodes.map((parameters, index) => ({
		...common,
		id: `gladia-${index}`,
		name: `Gladia ${index}`,
		type: type.description.name,
		parameters: { ...suspendAtOnce, ...parameters },
		credentials: { gladiaApi: { id: '1', name: 'Gladia' } },
		onError,
	}));
	const names = ['Source', ...gladias.map(({ name }) => name), NEXT];
	const counting = (name: string) => ({
		...common,
		id: name,
		name,
		type: name.toLowerCase(),
		parameters: {},
	});
	return new Workflow({
		id: 'workflow',
		active: false,
		nodeTypes: nodeTypesOf({
			[type.description.name]: type,
			source: counter('Source', outputs),
			next: counter(NEXT, outputs),
		}),
		nodes: [counting('Source'), ...gladias, counting(NEXT)],
		connections: Object.fromEntries(
			names
				.slice(1)
				.map((name, index) => [
					names[index] ?? '',
					{ main: [[{ node: name, type: 'main', index: 0 }]] },
				]),
		),
		settings: { executionOrder: 'v1' },
	});
}

/** A node that lets its items through and remembers them. */
function counter(name: string, outputs: Map<string, INodeExecutionData[][]>): INodeType {
	return {
		description: {
			displayName: name,
			name: name.toLowerCase(),
			group: ['transform' as const],
			version: 1,
			description: 'Remembers its items',
			defaults: { name },
			inputs: ['main' as const],
			outputs: ['main' as const],
			properties: [],
		},
		async execute(this: { getInputData(): INodeExecutionData[] }) {
			const items = this.getInputData();
			outputs.set(name, [...(outputs.get(name) ?? []), items]);
			return [items];
		},
	};
}

/** The node has n8n leave the body to it. */
export async function readLikeN8n(request: IncomingMessage) {
	const call = Object.assign(request, {
		rawBody: undefined as Buffer | undefined,
		async readRawBody() {
			call.rawBody ??= await buffer(request);
		},
	});
	return call;
}
