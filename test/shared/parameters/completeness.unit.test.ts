import type { INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { allParameters, searchModels } from '../../../nodes/shared/parameters';
import { fieldsOf } from './sdkTypes';

/** Fields of the SDK's type that are no parameter of the form, with the reason. */
const notOffered = { audio_url: 'the node has a field of its own, which may also upload a file' };

/** Fields that only older documents of the API name. */
const legacyPaths = [
	'diarization_config.enhanced',
	'diarization_enhanced',
	'chapterization',
	'moderation',
	'name_consistency',
	'display_mode',
	'structured_data_extraction',
	'structured_data_extraction_config.classes',
	'context_prompt',
	'detect_language',
	'enable_code_switching',
	'code_switching_config.languages',
	'language',
];

const sdkFields = fieldsOf('PreRecordedV2InitTranscriptionRequest');
const parameterAt = (path: string) => allParameters.find((parameter) => parameter.path === path);

it('offers every field of the SDK and of older documents, and nothing else', () => {
	const known = [...sdkFields.map(({ path }) => path), ...legacyPaths];
	const handled = [...allParameters.map(({ path }) => path), ...Object.keys(notOffered)];
	expect([...new Set(handled)].sort()).toEqual([...known].sort());
});

const enumerations = sdkFields.filter(({ values }) => values.length > 0);

it('reads the enumerations from the SDK', () => {
	expect(enumerations.map(({ path, values }) => [path, values.length])).toEqual([
		['callback_config.method', 2],
		['subtitles_config.formats', 2],
		['subtitles_config.style', 2],
		['translation_config.target_languages', 100],
		['translation_config.model', 3],
		['summarization_config.type', 3],
		['pii_redaction_config.entity_types', 82],
		['pii_redaction_config.processed_text_type', 2],
		['language_config.languages', 99],
		['model', 3],
	]);
});

it.each(enumerations)('offers every value of $path', async ({ path, values }) => {
	const options =
		path === 'model' ? (await searchModels()).results : parameterAt(path)?.field.options;
	const offered = (options as INodePropertyOptions[]).map(({ value }) => value);
	expect([...offered].sort()).toEqual([...values].sort());
});

it('offers every key of a vocabulary entry', () => {
	const path = 'custom_vocabulary_config.vocabulary';
	const groups = parameterAt(path)?.field.options as INodePropertyCollection[];
	const [value, settings] = groups.find(({ name }) => name === 'entry')?.values ?? [];
	const names = [value, ...(settings?.options ?? [])].map((field) => field?.name);
	const entryKeys = sdkFields.find((field) => field.path === path)?.entryKeys ?? [];
	expect(names.sort()).toEqual([...entryKeys].sort());
});

it('has only live paths that the live API knows', () => {
	const livePaths = fieldsOf('LiveV2InitRequest').map(({ path }) => path);
	const ours = allParameters.flatMap(({ live }) => live ?? []);
	expect(ours.filter((path) => !livePaths.includes(path))).toEqual([]);
});

it('has a live path for everything that the live API shares', () => {
	const liveOnly =
		/^(encoding|bit_depth|sample_rate|channels|endpointing|maximum_duration_without_endpointing|pre_processing\..+|messages_config\..+|callback_config\.receive_.+)$/;
	const shared = fieldsOf('LiveV2InitRequest')
		.map(({ path }) => path)
		.filter((path) => !liveOnly.test(path));
	const ours = new Set(allParameters.flatMap(({ live }) => live ?? []));
	expect(shared.filter((path) => !ours.has(path))).toEqual([]);
});

describe('the list of models', () => {
	it('is searched by name and description', async () => {
		const names = async (filter?: string) =>
			(await searchModels(filter)).results.map(({ value }) => value);
		expect(await names()).toEqual(['solaria-1', 'solaria-3', 'solaria-fusion']);
		expect(await names('FUSION')).toEqual(['solaria-fusion']);
		expect(await names('italian')).toEqual(['solaria-3']);
		expect(await names('whisper')).toEqual([]);
	});
});
