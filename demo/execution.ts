import type { INodeExecutionData, IRunExecutionData } from 'n8n-workflow';

/** One execution as n8n returns it, with its data unfolded. */
export interface Execution {
	id: string;
	/** `success`, `error`, `canceled`, `crashed`, or one of those that are not the end. */
	status: string;
	data: IRunExecutionData;
}

/** The items of an output (0 is the first) of a node's last run; none if it did not run. */
export function outputOf(execution: Execution, nodeName: string, output = 0): INodeExecutionData[] {
	const lastRun = execution.data.resultData.runData[nodeName]?.at(-1);
	return lastRun?.data?.main?.[output] ?? [];
}

/** What went wrong in an execution, in the words of the node that failed. */
export function failureOf(execution: Execution): string {
	const error = execution.data.resultData.error;
	const where = execution.data.resultData.lastNodeExecuted;
	const what = [error?.message, error?.description].filter(Boolean).join('. ');
	return `The workflow ended with '${execution.status}'${where ? ` in '${where}'` : ''}: ${what}`;
}
