import { NodeOperationError, type INode } from 'n8n-workflow';
import {
	captionBounds,
	defaultCharactersPerRow,
	defaultRowsPerCaption,
} from '../transcript/subtitles/captions';
import { timestampStyles, type DialogueOptions } from './modes/dialogue';
import { isRecord, numberOrNull, recordsIn, textOrNull } from '../json/values';
import { fileFormats, type FileOptions } from './modes/files';
import { defaultParagraphPause } from '../transcript/paragraphs';
import { longestContext, longestTerm, mostTerms, type SearchOptions } from './modes/search';
import { itemKinds } from './modes/splitItems';

/** What the user chose to get out of a result; languages are codes, '' is the original. */
export type OutputChoice =
	| { output: 'simplified' }
	| { output: 'full' }
	| { output: 'selected'; parts: string[] }
	| { output: 'items'; itemType: string; paragraphPause: number }
	| { output: 'search'; terms: string[]; language: string; options: SearchOptions }
	| { output: 'dialogue'; language: string; options: DialogueOptions }
	| { output: 'files'; formats: string[]; options: FileOptions };

/** Where parameters come from, so that every kind of node can offer the output choice. */
export interface ParameterSource {
	/** For error messages. */
	node: INode;
	itemIndex: number;
	read: (name: string) => unknown;
}

/**
 * Reads the parameters of outputProperties.
 * @throws NodeOperationError when an expression gives a value that is not offered, or when a
 * list that the output needs is empty. Call it before a billed job starts.
 */
export function readOutputChoice(source: ParameterSource): OutputChoice {
	const output = String(source.read('output'));
	switch (output) {
		case 'simplified':
		case 'full':
			return { output };
		case 'selected':
			return { output, parts: readList(source, 'parts', 'Parts') };
		case 'items':
			return {
				output,
				itemType: readKey(source, 'itemType', 'One Item Per', itemKinds),
				paragraphPause: numberOrNull(source.read('paragraphPause')) ?? defaultParagraphPause,
			};
		case 'search':
			return readSearch(source);
		case 'dialogue': {
			const options = recordAt(source, 'dialogueOptions');
			return { output, language: languageIn(options), options: dialogueOptions(source, options) };
		}
		case 'files':
			return readFiles(source);
		default:
			throw validationError(source, 'Output', output, 'Choose one of the values offered');
	}
}

function readSearch(source: ParameterSource): OutputChoice {
	const options = recordAt(source, 'searchOptions');
	return {
		output: 'search',
		terms: readTerms(source),
		language: languageIn(options),
		options: {
			matchCase: options.matchCase === true,
			wholeWords: options.wholeWords !== false,
			ignoreAccents: options.ignoreAccents !== false,
			wordsBefore: bounded(options.wordsBefore, 10, [0, longestContext]),
			wordsAfter: bounded(options.wordsAfter, 10, [0, longestContext]),
		},
	};
}

function readFiles(source: ParameterSource): OutputChoice {
	const options = recordAt(source, 'fileOptions');
	const formats = readList(source, 'fileFormats', 'File Formats');
	for (const format of formats) checkKey(source, 'File Formats', format, fileFormats);
	return {
		output: 'files',
		formats,
		options: {
			...dialogueOptions(source, options),
			includeTranslations: source.read('includeTranslations') === true,
			charactersPerRow: bounded(
				options.charactersPerRow,
				defaultCharactersPerRow,
				captionBounds.charactersPerRow,
			),
			rowsPerCaption: bounded(
				options.rowsPerCaption,
				defaultRowsPerCaption,
				captionBounds.rowsPerCaption,
			),
		},
	};
}

function dialogueOptions(
	source: ParameterSource,
	options: Record<string, unknown>,
): DialogueOptions {
	const timestamps = textOrNull(options.timestamps) ?? 'none';
	checkKey(source, 'Timestamps', timestamps, timestampStyles);
	const rows = isRecord(options.speakerNames) ? recordsIn(options.speakerNames.speaker) : [];
	const names = rows.filter(({ name }) => typeof name === 'string' && name.trim() !== '');
	return {
		timestamps,
		speakerNames: new Map(names.map(({ number, name }) => [Number(number), String(name).trim()])),
		paragraphPause: numberOrNull(options.paragraphPause) ?? defaultParagraphPause,
	};
}

/** Each term is looked for once, in the order of the list. */
function readTerms(source: ParameterSource): string[] {
	const terms = [...new Set(readList(source, 'searchTerms', 'Search Terms'))];
	const tooLong = terms.find((term) => term.length > longestTerm);
	if (terms.length <= mostTerms && tooLong === undefined) return terms;
	const message =
		tooLong === undefined
			? `'Search Terms' has ${terms.length} entries`
			: `'Search Terms' has an entry of ${tooLong.length} characters`;
	throw new NodeOperationError(source.node, message, {
		description: `Up to ${mostTerms} terms of up to ${longestTerm} characters each can be searched for`,
		itemIndex: source.itemIndex,
	});
}

function bounded(value: unknown, fallback: number, [least, most]: readonly number[]): number {
	const wanted = numberOrNull(value) ?? fallback;
	return Math.min(most ?? wanted, Math.max(least ?? wanted, wanted));
}

function languageIn(options: Record<string, unknown>): string {
	return textOrNull(options.language)?.trim() ?? '';
}

function recordAt(source: ParameterSource, name: string): Record<string, unknown> {
	const value = source.read(name);
	return isRecord(value) ? value : {};
}

/** A list from a multiple choice, or from an expression that gives comma-separated text. */
function readList(source: ParameterSource, name: string, label: string): string[] {
	const value = source.read(name);
	const list = (Array.isArray(value) ? value : String(value ?? '').split(','))
		.map((entry) => String(entry).trim())
		.filter((entry) => entry !== '');
	if (list.length > 0) return list;
	throw new NodeOperationError(source.node, `'${label}' is empty`, {
		description: `Fill in '${label}', or choose another 'Output'`,
		itemIndex: source.itemIndex,
	});
}

function readKey(source: ParameterSource, name: string, label: string, table: object): string {
	const value = String(source.read(name));
	checkKey(source, label, value, table);
	return value;
}

function checkKey(source: ParameterSource, label: string, value: string, table: object): void {
	if (Object.hasOwn(table, value)) return;
	throw validationError(source, label, value, `Use one of ${Object.keys(table).join(', ')}`);
}

function validationError(
	source: ParameterSource,
	label: string,
	value: string,
	description: string,
) {
	const message = `'${label}' does not know the value '${value}'`;
	return new NodeOperationError(source.node, message, {
		description,
		itemIndex: source.itemIndex,
	});
}
