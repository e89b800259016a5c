import type {
	IDataObject,
	IDisplayOptions,
	IExecuteSingleFunctions,
	INodeProperties,
} from 'n8n-workflow';

import type { RequestDescription } from '../api/errors';
import { withAdditionalFields } from './engine/additionalFields';
import { isRecord } from '../json/values';
import { toApiValue } from './engine/apiValue';
import { readPath, writePath } from './engine/bodyPath';
import { throwOnIssue } from './engine/validateRequest';
import { parametersOf, type ApiParameter, type Feature } from './engine/definition';
import { namedEntityRecognition, sentimentAnalysis } from './features/insights';
import { language } from './features/language';
import { liveAudioFormat } from './features/liveAudioFormat';
import { liveCallback, liveLegacy, liveMessageSwitches, liveOptions } from './features/liveOptions';
import { customMetadata } from './features/metadata';
import { featureProperties } from './engine/properties';
import { refusalTexts } from './engine/refusal';
import { customSpelling } from './features/spelling';
import { summarization } from './features/summarization';
import { translation } from './features/translation';
import { customVocabulary } from './features/vocabulary';

/** The form of `POST /v2/live` by its sections, each in the order of the form. */
const form = {
	audioFormat: [liveAudioFormat],
	language: [language],
	addOns: [
		translation,
		summarization,
		sentimentAnalysis,
		namedEntityRecognition,
		customVocabulary,
		customSpelling,
	],
	options: [customMetadata, liveCallback, liveMessageSwitches, liveOptions],
	legacy: [liveLegacy],
} satisfies Record<string, Feature[]>;

export type LiveSection = keyof typeof form;

const features = Object.values<Feature[]>(form).flat();

/** Every parameter of the body of `POST /v2/live`, current and legacy. */
export const liveParameters: ApiParameter[] = features.flatMap(parametersOf).filter(isLive);

/** Reads a top-level parameter of the node for the current item. */
export type ReadParameter = (name: string) => unknown;

/**
 * The fields of one section. Their routing names the path in the body, as in declarative nodes;
 * a node with an `execute()` builds the body with `liveBody` and needs no more than that.
 *
 * @param show conditions on other top-level fields under which the section is shown
 */
export function liveProperties(
	section: LiveSection,
	show: NonNullable<IDisplayOptions['show']>,
): INodeProperties[] {
	return form[section].flatMap((feature) => featureProperties(onlyLive(feature), show, routed));
}

/** The body of `POST /v2/live` with what the user has set in the given sections, and nothing else. */
export function liveBody(read: ReadParameter, sections: LiveSection[]): IDataObject {
	const body: IDataObject = {};
	for (const section of sections) {
		for (const feature of form[section]) writeFeature(onlyLive(feature), read, body);
	}
	return body;
}

/**
 * Finds invalid values before a session is opened, with the same checks as for recordings.
 *
 * @throws NodeApiError naming the item, the field and what to change
 */
export function checkLive(context: IExecuteSingleFunctions, body: IDataObject): void {
	throwOnIssue(context, features, (path) => readPath(body, livePaths.get(path) ?? path));
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

function writeFeature(feature: Feature, read: ReadParameter, body: IDataObject): void {
	const { switch: toggle, fields = [], settings } = feature;
	if (toggle && toApiValue(toggle, read(toggle.field.name)) !== true) return;
	if (toggle) write(toggle, true);
	for (const parameter of fields) {
		if (isShown(parameter.field)) write(parameter, read(parameter.field.name));
	}
	const chosen = settings && read(settings.name);
	if (!settings || !isRecord(chosen)) return;
	for (const parameter of settings.parameters) write(parameter, chosen[parameter.field.name]);

	function write(parameter: ApiParameter, value: unknown): void {
		const apiValue = toApiValue(parameter, value);
		if (apiValue !== undefined) writePath(body, parameter.live ?? parameter.path, apiValue);
	}

	/** What an expression has switched to another way of entering is still in the node. */
	function isShown({ displayOptions }: INodeProperties): boolean {
		return Object.entries(displayOptions?.show ?? {}).every(([name, values]) =>
			values?.some((value) => value === read(name)),
		);
	}
}

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

function routed(parameter: ApiParameter): INodeProperties {
	return {
		...parameter.field,
		routing: { send: { type: 'body', property: parameter.live ?? parameter.path } },
	};
}

const livePaths = new Map(liveParameters.map(({ path, live }) => [path, live]));
