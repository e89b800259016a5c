import type { INode } from 'n8n-workflow';

/** A node of a workflow, where a test needs one for errors only. */
export function nodeOf(type: string): INode {
	return { id: 'gladia', name: 'Gladia', type, typeVersion: 1, position: [0, 0], parameters: {} };
}
