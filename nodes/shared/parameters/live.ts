import type {
	IDataObject,
	IDisplayOptions,
	IExecuteSingleFunctions,
	INodeProperties,
} from 'n8n-workflow';
import type { RequestDescription } from '../api/failureTexts';
import { withAdditionalFields } from './engine/additionalFields';
import { readPath } from './engine/bodyPath';
import type { ApiParameter, Feature, PathOf } from './engine/definition';
import { parametersOf } from './engine/definition';
import { moreAddOnsSwitch } from './engine/moreAddOns';
import { featureProperties } from './engine/properties';
import type { Preset, RecordingTypes } from './engine/recordingType';
import { chosenRecordingType, recordingTypeProperties } from './engine/recordingType';
import { refusalTexts } from './engine/refusal';
import type { ReadParameter } from './engine/requestBody';
import { requestBody } from './engine/requestBody';
import { validateRequest } from './engine/validateRequest';
import { liveCallback } from './features/callback';
import { namedEntityRecognition, sentimentAnalysis } from './features/insights';
import { language } from './features/language';
import { liveAudioFormat } from './features/liveAudioFormat';
import { liveLegacy } from './features/liveLegacy';
import { liveMessageSwitches } from './features/liveMessages';
import { customMetadata } from './features/metadata';
import { liveOptions } from './features/options';
import { customSpelling } from './features/spelling';
import { summarization } from './features/summarization';
import { translation } from './features/translation';
import { customVocabulary } from './features/vocabulary';
import { liveTypes } from './recordingTypes/liveTypes';

/** The form of `POST /v2/live` by its sections, each in the order of the form. */
const form = {
	audioFormat: [liveAudioFormat],
	language: [language],
	addOns: [summarization, translation],
	moreAddOns: [
		sentimentAnalysis,
		namedEntityRecognition,
		customVocabulary,
		customSpelling,
		customMetadata,
		liveCallback,
	],
	options: [liveMessageSwitches, liveOptions],
	legacy: [liveLegacy],
} satisfies Record<string, Feature[]>;

const MORE_ADD_ONS = 'Sentiment, entities, vocabulary, spelling, metadata, callback';

/** The sections of the form of `POST /v2/live`. */
type LiveSection = keyof typeof form;

const features = Object.values<Feature[]>(form).flat().map(onlyLive);

const pathOf: PathOf = ({ live, path }) => live ?? path;

const types: RecordingTypes = liveTypes;

/** Every parameter of the body of `POST /v2/live`, current and legacy. */
export const liveParameters: ApiParameter[] = features.flatMap(parametersOf);

const livePaths = new Map(liveParameters.map((parameter) => [parameter.path, pathOf(parameter)]));

/**
 * The fields of one section, with routing to their body paths. A node with an `execute()` builds the
 * body with `liveBody`.
 *
 * @param show conditions on other top-level fields under which the section is shown
 */
export function liveProperties(
	section: LiveSection,
	show: NonNullable<IDisplayOptions['show']>,
): INodeProperties[] {
	const fields = form[section]
		.map(onlyLive)
		.flatMap((feature) => featureProperties(feature, show, pathOf));
	return section === 'moreAddOns' ? [...moreAddOnsSwitch(show, MORE_ADD_ONS), ...fields] : fields;
}

/** The choice of the kind of audio, which `chosenLivePresets` reads. */
export function liveTypeProperties(show: IDisplayOptions['show']): INodeProperties[] {
	return recordingTypeProperties(types, show);
}

/**
 * What the recording type of the current item sends besides what the user has set.
 *
 * @throws NodeApiError when an expression returns a type that is not offered
 */
export function chosenLivePresets(context: IExecuteSingleFunctions): Preset[] {
	return chosenRecordingType(context, types).presets;
}

/**
 * The body of `POST /v2/live` with what the user has set in the given sections, and nothing else but the
 * presets.
 */
export function liveBody(
	read: ReadParameter,
	sections: LiveSection[],
	presets: Preset[] = [],
): IDataObject {
	return requestBody(
		sections.flatMap((section) => form[section].map(onlyLive)),
		read,
		pathOf,
		presets,
	);
}

/**
 * Checks a body before a session is opened, with the same rules as for recordings.
 *
 * @throws NodeApiError naming the item, the field and what to change
 */
export function checkLive(context: IExecuteSingleFunctions, body: IDataObject): void {
	validateRequest(context, features, (path) => readPath(body, livePaths.get(path) ?? path));
}

/**
 * The checked body of `POST /v2/live`, with the fields that the user has added as JSON.
 *
 * @throws NodeApiError naming the item, the field and what to change
 */
export function finishedLiveBody(context: IExecuteSingleFunctions, body: IDataObject): IDataObject {
	checkLive(context, body);
	return withAdditionalFields(context, body);
}

/** Texts for a 400 to the body of `POST /v2/live` that name its legacy and additional fields. */
export function liveRefusal(
	context: IExecuteSingleFunctions,
): Pick<RequestDescription, 'failureTexts'> {
	return refusalTexts(context, liveLegacy);
}

/** A feature of both APIs with what the live API knows of it. */
function onlyLive(feature: Feature): Feature {
	const { settings, fields } = feature;
	const kept = settings?.parameters.filter(isLive) ?? [];
	return {
		...feature,
		fields: fields?.filter(isLive),
		settings: settings && kept.length > 0 ? { ...settings, parameters: kept } : undefined,
	};
}

function isLive({ live }: ApiParameter): boolean {
	return live !== undefined;
}
