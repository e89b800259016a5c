import type { IDisplayOptions, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

const MINUTE = 60_000;
/** Longer than any recording that Gladia takes needs, in minutes. */
const DEFAULT_WAIT = 30;
/** Pre-recorded jobs that a paid plan runs side by side; further ones would only queue up. */
const DEFAULT_CONCURRENT = 25;

const maxConcurrent: INodeProperties = {
	displayName: 'Max Concurrent Jobs',
	name: 'maxConcurrent',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 300, numberPrecision: 0 },
	default: DEFAULT_CONCURRENT,
	description:
		'How many items to work on side by side. Gladia runs 25 jobs at a time on paid plans, 3 on the free one.',
};

const maxWait: INodeProperties = {
	displayName: 'Max Wait (Minutes)',
	name: 'maxWaitMinutes',
	type: 'number',
	typeOptions: { minValue: 0.1 },
	default: DEFAULT_WAIT,
	description:
		'How long to wait for each result. After that the item has the ID and the last status, to be read with Gladia Get Result later.',
};

/** How the node works through its items; nothing of it is sent to the API. */
export function limitProperties(
	waiting: IDisplayOptions['show'],
	notWaiting: IDisplayOptions['show'],
): INodeProperties[] {
	const collection = {
		displayName: 'Wait and Limits',
		name: 'limits',
		type: 'collection' as const,
		placeholder: 'Add Limit',
		default: {},
	};
	return [
		{ ...collection, displayOptions: { show: waiting }, options: [maxConcurrent, maxWait] },
		{ ...collection, displayOptions: { show: notWaiting }, options: [maxConcurrent] },
	];
}

export interface Limits {
	maxConcurrent: number;
	/** In milliseconds. */
	maxWait: number;
}

/** The limits as set, or the defaults; nonsense from an expression counts as not set. */
export function readLimits(context: IExecuteSingleFunctions): Limits {
	const wait = positive(context.getNodeParameter('limits.maxWaitMinutes', DEFAULT_WAIT));
	const concurrent = positive(context.getNodeParameter('limits.maxConcurrent', DEFAULT_CONCURRENT));
	return {
		maxConcurrent: Math.max(1, Math.floor(concurrent ?? DEFAULT_CONCURRENT)),
		maxWait: (wait ?? DEFAULT_WAIT) * MINUTE,
	};
}

function positive(value: unknown): number | undefined {
	const number = Number(value);
	return Number.isFinite(number) && number > 0 ? number : undefined;
}
