import type { INodeListSearchResult } from 'n8n-workflow';
import { isRecord } from '../../json/values';
import type { ApiParameter } from '../engine/definition';

/** Models of the API, with Gladia's own advice on when to use which. */
const models = [
	{
		name: 'Solaria-1 (Default, Over 100 Languages)',
		value: 'solaria-1',
		description: 'More than 100 languages, and recordings that mix languages',
	},
	{
		name: 'Solaria-3 (English, French, German, Spanish, Italian)',
		value: 'solaria-3',
		description:
			"For calls and meetings. Needs exactly one of these under 'Spoken Languages', without 'Code Switching'.",
	},
	{
		name: 'Solaria-Fusion',
		value: 'solaria-fusion',
		description: 'Compare it with the others on your own recordings',
	},
];

export const model: ApiParameter = {
	path: 'model',
	live: 'model',
	field: {
		displayName: 'Model',
		name: 'model',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'Speech recognition model. Leave empty for Solaria-1.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose a model…',
				typeOptions: {
					searchListMethod: 'searchModels',
					searchable: true,
					// The list is part of the node, so no credential is needed.
					skipCredentialsCheckInRLC: true,
				},
			},
			{
				displayName: 'By Name',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. solaria-1',
			},
		],
	},
	toApi(value) {
		const name = isRecord(value) ? value.value : value;
		return typeof name === 'string' ? name.trim() : name;
	},
};

/** Models for live sessions; the legacy names are those of the API of 2024. */
const liveModels = [
	{
		name: 'Accurate (Legacy)',
		value: 'accurate',
		description: 'Name in older versions of the API',
	},
	{
		name: 'Fast (Legacy)',
		value: 'fast',
		description: 'Name in older versions of the API',
	},
	{
		name: 'Solaria-1 (Default, Over 100 Languages)',
		value: 'solaria-1',
		description: 'More than 100 languages, and audio that mixes languages',
	},
	{
		name: 'Solaria-2',
		value: 'solaria-2',
		description: 'For live sessions only; compare it with Solaria-1 on your own audio',
	},
];

/** List search of the model field: the known models whose name or description contains the filter. */
export async function searchModels(filter?: string): Promise<INodeListSearchResult> {
	return findIn(models, filter);
}

/** The same for live sessions. */
export async function searchLiveModels(filter?: string): Promise<INodeListSearchResult> {
	return findIn(liveModels, filter);
}

function findIn(known: typeof models, filter = ''): INodeListSearchResult {
	const wanted = filter.toLowerCase();
	const matches = known.filter(({ name, description }) =>
		`${name} ${description}`.toLowerCase().includes(wanted),
	);
	return { results: matches };
}
