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
import { modernForm } from './engine/modernForm';
import { moreAddOnsSwitch } from './engine/moreAddOns';
import { featureProperties } from './engine/properties';
import type { RecordingTypes } from './engine/recordingType';
import {
	chosenRecordingType,
	needsOf,
	recordingTypeProperties,
	withDefaultsByType,
} from './engine/recordingType';
import { refusalTexts } from './engine/refusal';
import { requestBody, withoutFields } from './engine/requestBody';
import { validateRequest } from './engine/validateRequest';
import { audioToLlm } from './features/audioToLlm';
import { callback } from './features/callback';
import { diarization } from './features/diarization';
import { namedEntityRecognition, sentimentAnalysis } from './features/insights';
import { language } from './features/language';
import { legacy } from './features/legacy';
import { customMetadata } from './features/metadata';
import { options } from './features/options';
import { piiRedaction } from './features/redaction';
import { customSpelling } from './features/spelling';
import { subtitles } from './features/subtitles';
import { summarization } from './features/summarization';
import { translation } from './features/translation';
import { customVocabulary } from './features/vocabulary';
import { preRecordedTypes } from './recordingTypes/preRecordedTypes';

/**
 * The form of `POST /v2/pre-recorded` by its sections, each in the order of the form; the node puts
 * fields of its own between them: after what to find out comes the output, and waiting at the end.
 */
const form = {
	language: [language],
	addOns: [diarization, summarization, audioToLlm, translation, piiRedaction],
	moreAddOns: [
		sentimentAnalysis,
		namedEntityRecognition,
		subtitles,
		customVocabulary,
		customSpelling,
		customMetadata,
		callback,
	],
	options: [options],
	legacy: [legacy],
} satisfies Record<string, Feature[]>;

const MORE_ADD_ONS = 'Sentiment, entities, subtitles, vocabulary, spelling, metadata, callback';

/** The sections of the form of `POST /v2/pre-recorded`. */
type PreRecordedSection = keyof typeof form;

const features = Object.values<Feature[]>(form).flat();

const pathOf: PathOf = ({ path }) => path;

const types: RecordingTypes = preRecordedTypes;

/** Every parameter of `POST /v2/pre-recorded` besides `audio_url`, current and legacy. */
export const allParameters: ApiParameter[] = features.flatMap(parametersOf);

/**
 * The fields of one section of the form, with routing to their body paths. A node that shows them
 * must offer `searchModels` under `methods.listSearch`, and send what `finishedBody` makes of it.
 *
 * @param show conditions on other top-level fields under which the section is shown
 */
export function preRecordedProperties(
	section: PreRecordedSection,
	show: IDisplayOptions['show'] = {},
): INodeProperties[] {
	const fields = form[section].flatMap((feature) =>
		featureProperties(feature, show, pathOf, types),
	);
	return section === 'moreAddOns' ? [...moreAddOnsSwitch(show, MORE_ADD_ONS), ...fields] : fields;
}

/** The choice of the kind of recording, which `finishedBody` reads. */
export const preRecordedTypeProperties = recordingTypeProperties(types);

/** Fields of the node with the defaults that fit the recording type, such as the output. */
export function withDefaultsOfType(fields: INodeProperties[]): INodeProperties[] {
	return withDefaultsByType(types, fields);
}

/**
 * The body of `POST /v2/pre-recorded` to send: the API's values of all fields and, where these are not
 * set, of the recording type, checked, without legacy fields that have an equal current form, and with the
 * fields that the user has added as JSON.
 *
 * @param routed what n8n's routing made of the form: the fields' raw values, and fields of the node
 * @throws NodeApiError naming the item, the field and what to change
 */
export function finishedBody(context: IExecuteSingleFunctions, routed: IDataObject): IDataObject {
	const type = chosenRecordingType(context, types);
	const read = (name: string) => context.getNodeParameter(name, null);
	const body = {
		...withoutFields(features, routed, pathOf),
		...requestBody(features, read, pathOf, type.presets),
	};
	validateRequest(context, [...features, needsOf(type)], (path) => readPath(body, path));
	return withAdditionalFields(context, modernForm(body));
}

/** Texts for a 400 to the body of `POST /v2/pre-recorded` that name its legacy and additional fields. */
export function refusal(
	context: IExecuteSingleFunctions,
): Pick<RequestDescription, 'failureTexts'> {
	return refusalTexts(context, legacy);
}
