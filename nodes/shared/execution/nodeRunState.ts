import type { IExecuteData, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';

/**
 * Makes a function that gives all items of a node run the same value.
 *
 * Why: n8n hands each item to a declarative node on its own, with nothing public that tells which items
 * belong to one run.
 * n8n: uses one IExecuteData for all items of a run and all tries of 'Retry On Fail', and a new one for
 * the next run, also in a loop. Read in 1.123.81, run with 2.41.1.
 * Test: test/GladiaTranscribe/GladiaTranscribe.engine.test.ts
 *
 * @param create makes the value for the first item that asks
 */
export function perNodeRun<Value, Parameters extends unknown[]>(
	create: (context: IExecuteSingleFunctions, ...parameters: Parameters) => Value,
): (context: IExecuteSingleFunctions, ...parameters: Parameters) => Value {
	const values = new WeakMap<IExecuteData, { value: Value }>();
	return (context, ...parameters) => {
		const run = context.getExecuteData();
		const known = values.get(run) ?? { value: create(context, ...parameters) };
		values.set(run, known);
		return known.value;
	};
}

/** The input items of a node run, also those that other items' contexts are for. */
export function itemsOfRun(context: IExecuteSingleFunctions): INodeExecutionData[] {
	const [connection] = Object.values(context.getExecuteData().data);
	return connection?.[0] ?? [];
}
