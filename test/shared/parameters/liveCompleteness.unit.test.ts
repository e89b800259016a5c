import type { INodeProperties } from 'n8n-workflow';
import { GladiaLive } from '../../../nodes/GladiaLive/GladiaLive.node';
import { liveParameters } from '../../../nodes/shared/parameters';
import { fieldsOf } from './sdkTypes';

/** Fields that only older documents of the API name. */
const legacyPaths = ['realtime_processing.words_accurate_timestamps'];

it('offers every field of the SDK and of older documents, and nothing else', () => {
	const known = [...fieldsOf('LiveV2InitRequest').map(({ path }) => path), ...legacyPaths];
	const offered = liveParameters.map(({ live }) => live);
	expect([...new Set(offered)].sort()).toEqual([...known].sort());
});

it('names the path of every parameter in the node, for both operations that start a session', () => {
	const { properties } = new GladiaLive().description;
	for (const operation of ['start', 'transcribe']) {
		const shown = properties.filter(
			({ displayOptions }) => displayOptions?.show?.operation?.includes(operation) === true,
		);
		const fields = shown.flatMap((field): INodeProperties[] =>
			field.type === 'collection' ? (field.options as INodeProperties[]) : [field],
		);
		const paths = fields.flatMap(({ routing }) => routing?.send?.property ?? []);
		expect(paths.sort()).toEqual(liveParameters.map(({ live }) => live).sort());
	}
});

it('lists the models of live sessions', async () => {
	const { searchModels } = new GladiaLive().methods.listSearch;
	const names = async (filter?: string) =>
		(await searchModels(filter)).results.map(({ value }) => value);
	expect(await names()).toEqual(['accurate', 'fast', 'solaria-1', 'solaria-2']);
	expect(await names('languages')).toEqual(['solaria-1']);
});
