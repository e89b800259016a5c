import { unknownValue } from '../fields/unknownValue';
import { readAttachedFiles } from './attachFiles';
import { readInputFields } from './inputFields';
import type { OutputChoice, OutputName } from './modes';
import { outputModes } from './modes';
import { outputOptions } from './outputMode';
import type { ParameterSource } from './parameterSource';
import { parameterError, readCollection } from './parameterSource';
import { readSharedOptions } from './sharedOptions';

export type { OutputChoice } from './modes';

/**
 * Reads the parameters of outputProperties.
 * @throws NodeOperationError when an expression gives a value that is not offered, or when a
 * list that the output needs is empty. Call it before a billed job starts.
 */
export function readOutputChoice(source: ParameterSource): OutputChoice {
	const output = String(source.read('output'));
	if (!isOutput(output)) throw parameterError(source, unknownValue('Output', output));
	const { options: collection, attachesFiles, readSettings } = outputModes[output];
	const options = readCollection(source, collection.name);
	const attached = attachesFiles ? readAttachedFiles(source) : [];
	const shared = readSharedOptions(source, options, attached);
	return { output, shared, ...readSettings(source, options) } as OutputChoice;
}

/** The fields of the input item that come along, also where no output is chosen. */
export function readChosenInputFields(source: ParameterSource): string[] {
	const output = String(source.read('output'));
	const { name } = isOutput(output) ? outputModes[output].options : outputOptions;
	return readInputFields(readCollection(source, name));
}

function isOutput(value: string): value is OutputName {
	return Object.hasOwn(outputModes, value);
}
