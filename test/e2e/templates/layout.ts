import type { INode } from 'n8n-workflow';

/** A rectangle of the canvas, in its pixels. */
export interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** Width and height of a node's square. */
const NODE = 96;
/** A node's name stands under it. */
const NAME_HEIGHT = 32;
/** Agents and other nodes with sub-nodes are wide, because their connectors are at the bottom. */
const WIDE_NODE = 256;
/** Nodes that sub-nodes are plugged into. */
const WITH_SUB_NODES = /\.(?:agent|chainLlm|chainRetrievalQa|chainSummarization|vectorStore\w+)$/;

/** The room that a node takes on the canvas, with its name; a sticky note has its own size. */
export function boxOf({ type, position: [left, top], parameters }: INode): Box {
	const isNote = type.endsWith('.stickyNote');
	const width = isNote ? Number(parameters.width) : WITH_SUB_NODES.test(type) ? WIDE_NODE : NODE;
	const height = isNote ? Number(parameters.height) : NODE + NAME_HEIGHT;
	return { left, top, right: left + width, bottom: top + height };
}

export const overlap = (one: Box, other: Box): boolean =>
	one.left < other.right &&
	other.left < one.right &&
	one.top < other.bottom &&
	other.top < one.bottom;

export const contains = (outer: Box, inner: Box): boolean =>
	outer.left <= inner.left &&
	outer.top <= inner.top &&
	outer.right >= inner.right &&
	outer.bottom >= inner.bottom;
