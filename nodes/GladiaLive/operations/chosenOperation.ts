import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { itemError } from '../../shared/api/errors';
import { unknownValue } from '../../shared/fields/unknownValue';
import type { Operation } from './operation';
import { start } from './start';
import { stream } from './stream';
import { transcribe } from './transcribe';

/** Value of `operation` → its implementation. */
const operations: Record<string, Operation> = { start, stream, transcribe };

/**
 * The operation of an item.
 *
 * @throws NodeApiError when an expression returns a value that is not offered
 */
export function chosenOperation(context: IExecuteSingleFunctions): Operation {
	const name = String(context.getNodeParameter('operation', 'transcribe'));
	const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
	if (operation !== undefined) return operation;
	const { message, description } = unknownValue('Operation', name, Object.keys(operations));
	throw itemError(context, message, { description });
}
