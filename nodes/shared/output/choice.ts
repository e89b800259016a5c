import { unknownValue } from '../fields/unknownValue';
import type { OutputChoice, OutputName } from './modes';
import { outputModes } from './modes';
import type { ParameterSource } from './parameterSource';
import { parameterError } from './parameterSource';

export type { OutputChoice } from './modes';

/**
 * Reads the parameters of outputProperties.
 * @throws NodeOperationError when an expression gives a value that is not offered, or when a
 * list that the output needs is empty. Call it before a billed job starts.
 */
export function readOutputChoice(source: ParameterSource): OutputChoice {
	const output = String(source.read('output'));
	if (!isOutput(output)) throw parameterError(source, unknownValue('Output', output));
	return { output, ...outputModes[output].readSettings(source) } as OutputChoice;
}

function isOutput(value: string): value is OutputName {
	return Object.hasOwn(outputModes, value);
}
