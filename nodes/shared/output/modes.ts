import { dialogue } from './modes/dialogue';
import { files } from './modes/files';
import { full } from './modes/full';
import { report } from './modes/report';
import { search } from './modes/search';
import { selectedParts } from './modes/selectedParts';
import { separateItems } from './modes/separateItems';
import { simplified } from './modes/simplified';
import { statistics } from './modes/statistics';
import type { OutputMode } from './outputMode';
import type { SharedOptions } from './sharedOptions';

/** Every output that can be chosen, by the value of the `output` parameter. */
const table = {
	dialogue,
	files,
	full,
	report,
	search,
	selected: selectedParts,
	items: separateItems,
	simplified,
	statistics,
};

/** Value of the `output` parameter. */
export type OutputName = keyof typeof table;

/** The settings of every output. */
type Settings = { [Name in OutputName]: ReturnType<(typeof table)[Name]['readSettings']> };

/**
 * What the user chose to get out of a result: the name of an output, with its settings and with what
 * all outputs share.
 */
export type OutputChoice<Name extends OutputName = OutputName> = {
	[One in Name]: { output: One; shared: SharedOptions } & Settings[One];
}[Name];

/** The same table, typed so that an output's functions only get its own settings. */
export const outputModes: { [Name in OutputName]: OutputMode<Settings[Name]> } = table;
