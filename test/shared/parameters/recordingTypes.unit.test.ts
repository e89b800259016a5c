import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import { allParameters, liveParameters } from '../../../nodes/shared/parameters';
import type {
	RecordingType,
	RecordingTypes,
} from '../../../nodes/shared/parameters/engine/recordingType';
import { liveTypes } from '../../../nodes/shared/parameters/recordingTypes/liveTypes';
import { preRecordedTypes } from '../../../nodes/shared/parameters/recordingTypes/preRecordedTypes';

const rows = (types: RecordingTypes): Array<[string, RecordingType]> => Object.entries(types);

/** Every path that a type names. */
const pathsOf = ({ presets }: RecordingType) =>
	presets.flatMap(({ values, unless = [] }) => [...Object.keys(values), ...unless]);

it.each(rows(preRecordedTypes))('%s names fields of the API for recordings', (_value, type) => {
	const known = allParameters.map(({ path }) => path);
	expect(pathsOf(type).filter((path) => !known.includes(path))).toEqual([]);
});

it.each(rows(liveTypes))('%s names fields of the live API', (_value, type) => {
	// Both paths are the same, as the presets are written by one of them.
	const known = liveParameters.filter(({ live, path }) => live === path).map(({ path }) => path);
	expect(pathsOf(type).filter((path) => !known.includes(path))).toEqual([]);
});

it.each(rows(preRecordedTypes))('%s has defaults that the form offers', (value, { defaults }) => {
	const { properties } = new GladiaTranscribe().description;
	for (const [name, byDefault] of Object.entries(defaults ?? {})) {
		const fields = properties.filter((field) => field.name === name);
		// One for each type with a default of its own, and one for all others.
		expect(fields.map((field) => field.default)).toContainEqual(byDefault);
		const offered = fields[0]?.options?.map((option) => ('value' in option ? option.value : ''));
		expect(offered).toEqual(expect.arrayContaining([byDefault].flat()));
	}
	expect(value === 'custom' ? defaults : undefined).toBeUndefined();
});
