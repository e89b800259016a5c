import type { IExecuteFunctions, IExecuteSingleFunctions } from 'n8n-workflow';

/**
 * One item of a programmatic node, as hooks of declarative nodes see it, so that both kinds of nodes can
 * share code.
 *
 * @param cancelled fires when work on the item must end, with the execution or without
 */
export function itemContext(
	context: IExecuteFunctions,
	itemIndex: number,
	cancelled: AbortSignal,
): IExecuteSingleFunctions {
	const view: Partial<IExecuteSingleFunctions> = {
		getItemIndex: () => itemIndex,
		getInputData: () => context.getInputData()[itemIndex] ?? { json: {} },
		getNodeParameter: (name: string, fallback?: unknown, options?: object) =>
			context.getNodeParameter(name, itemIndex, fallback, options),
		getExecutionCancelSignal: () => cancelled,
	};
	return Object.assign(Object.create(context) as IExecuteSingleFunctions, view);
}
