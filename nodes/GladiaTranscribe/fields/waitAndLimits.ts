import type { IDisplayOptions, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import { asStep } from '../../shared/execution/agentTool';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Longer than Gladia needs for any recording that it accepts, in minutes. */
const DEFAULT_POLLING_MINUTES = 30;
/** A suspended execution costs nothing, and a queue at Gladia may be long, in minutes. */
const DEFAULT_CALLBACK_MINUTES = 24 * 60;
/** Short recordings are done by then, so that no execution is suspended for them, in seconds. */
const DEFAULT_POLL_FIRST = 5;
/** Concurrent pre-recorded jobs of a paid plan; further ones would only queue up. */
const DEFAULT_CONCURRENT = 25;

const maxConcurrent: INodeProperties = {
	displayName: 'Max Concurrent Jobs',
	name: 'maxConcurrent',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 300, numberPrecision: 0 },
	default: DEFAULT_CONCURRENT,
	description:
		'How many items to work on at the same time. Gladia runs 25 jobs at a time on paid plans, 3 on the free one.',
};

const maxWaitPolling: INodeProperties = {
	displayName: 'Max Wait (Minutes)',
	name: 'maxWaitMinutes',
	type: 'number',
	typeOptions: { minValue: 0.1 },
	default: DEFAULT_POLLING_MINUTES,
	description:
		'How long to wait for each result. After that, the item contains the ID and the last status; Gladia Get Result can read it later.',
};

const maxWaitForCallback: INodeProperties = {
	...maxWaitPolling,
	default: DEFAULT_CALLBACK_MINUTES,
	description:
		'How long to sleep until the results arrive. After that, the items contain the ID and the last status; Gladia Get Result can read them later. The timer of n8n runs once a minute, so it can take a minute longer.',
};

const pollFirst: INodeProperties = {
	displayName: 'Poll First (Seconds)',
	name: 'pollFirstSeconds',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 60 },
	default: DEFAULT_POLL_FIRST,
	description:
		'How long to poll Gladia before the execution goes to sleep, so that short recordings need no sleep. Set to 0 to sleep at once.',
};

/** How the node waits for the result; not sent to the API. */
export function waitForProperty(show: IDisplayOptions['show']): INodeProperties {
	return {
		displayName: 'Long Recordings',
		name: 'waitFor',
		type: 'options',
		noDataExpression: true,
		default: 'polling',
		displayOptions: { show },
		description: 'How to wait for the result',
		options: [
			{
				name: 'Ask Gladia Until Done',
				value: 'polling',
				description: 'The execution keeps running and polls Gladia; works everywhere',
			},
			{
				name: 'Sleep Until Gladia Calls Back',
				value: 'callback',
				description:
					'The execution is suspended and costs nothing while it waits; n8n must be reachable from the internet',
				displayOptions: { show: asStep },
			},
		],
	};
}

/** How long to wait, and how many items to work on at a time, for each way to end the node's work. */
export function limitProperties(operations: {
	waiting: NonNullable<IDisplayOptions['show']>;
	notWaiting: NonNullable<IDisplayOptions['show']>;
}): INodeProperties[] {
	const { waiting, notWaiting } = operations;
	const limits = (
		show: IDisplayOptions['show'],
		displayName: string,
		options: INodeProperties[],
	): INodeProperties => ({
		displayName,
		name: 'limits',
		type: 'collection',
		placeholder: 'Add Limit',
		default: {},
		displayOptions: { show },
		options,
	});
	const polling = { ...waiting, waitFor: ['polling'] };
	const callback = { ...waiting, waitFor: ['callback'] };
	return [
		limits(polling, 'Wait and Limits', [maxConcurrent, maxWaitPolling]),
		limits(callback, 'Wait and Limits', [maxConcurrent, maxWaitForCallback, pollFirst]),
		limits(notWaiting, 'Limits', [maxConcurrent]),
	];
}

export interface Limits {
	maxConcurrent: number;
	/** In milliseconds. */
	maxWait: number;
	/** In milliseconds. */
	pollFirst: number;
}

/** Whether the execution is suspended until Gladia calls back. */
export function isCallbackWait(context: IExecuteSingleFunctions): boolean {
	return context.getNodeParameter('waitFor', 'polling') === 'callback';
}

/** The limits as set, or the defaults; an invalid value from an expression counts as not set. */
export function readLimits(context: IExecuteSingleFunctions): Limits {
	const read = (name: string, least: number, byDefault: number): number => {
		const value = Number(context.getNodeParameter(`limits.${name}`, byDefault));
		return Number.isFinite(value) && value >= least ? value : byDefault;
	};
	const minutes = isCallbackWait(context) ? DEFAULT_CALLBACK_MINUTES : DEFAULT_POLLING_MINUTES;
	return {
		maxConcurrent: Math.floor(read('maxConcurrent', 1, DEFAULT_CONCURRENT)),
		maxWait: read('maxWaitMinutes', Number.MIN_VALUE, minutes) * MINUTE,
		pollFirst: read('pollFirstSeconds', 0, DEFAULT_POLL_FIRST) * SECOND,
	};
}
