import type {
	IDataObject,
	IDisplayOptions,
	IExecuteSingleFunctions,
	INodeProperties,
} from 'n8n-workflow';

import type { RequestDescription } from '../api/errors';
import { withAdditionalFields } from './engine/additionalFields';
import { checkRequest } from './engine/validateRequest';
import { parametersOf, type ApiParameter } from './engine/definition';
import { features, form } from './preRecorded';
import { legacy } from './features/legacy';
import { modernForm } from './engine/modernForm';
import { featureProperties } from './engine/properties';
import { refusalTexts } from './engine/refusal';

export { toApiValue, toTexts } from './engine/apiValue';
export type { ApiParameter, Feature } from './engine/definition';
export { codeSwitchingHint } from './features/language';
export {
	checkLive,
	finishedLiveBody,
	liveBody,
	liveParameters,
	liveProperties,
	liveRefusal,
} from './live';
export { liveBitDepths, liveSampleRates, maxLiveChannels } from './features/liveAudioFormat';
export { numberIssue } from './engine/numberRange';
export { searchLiveModels, searchModels } from './features/model';

/** Every parameter of `POST /v2/pre-recorded` besides `audio_url`, current and legacy. */
export const allParameters: ApiParameter[] = features.flatMap(parametersOf);

/** The sections of the form of `POST /v2/pre-recorded`. */
export type FormSection = keyof typeof form;

/**
 * The fields of one section of the form, with routing to their body paths. A node that shows them
 * must offer `searchModels` under `methods.listSearch`, and send what `finishedBody` makes of it.
 *
 * @param show conditions on other top-level fields under which the section is shown
 */
export function preRecordedProperties(
	section: FormSection,
	show: IDisplayOptions['show'] = {},
): INodeProperties[] {
	return form[section].flatMap((feature) => featureProperties(feature, show));
}

/**
 * The body of `POST /v2/pre-recorded` as it is to be sent: checked, without legacy fields that have an
 * equal current form, and with the fields that the user has added as JSON.
 *
 * @param routed what the routing of the form made
 * @throws NodeApiError naming the item, the field and what to change
 */
export function finishedBody(context: IExecuteSingleFunctions, routed: IDataObject): IDataObject {
	checkRequest(context, routed);
	return withAdditionalFields(context, modernForm(routed));
}

/** Texts for a 400 to the body of `POST /v2/pre-recorded` that name its legacy and additional fields. */
export function refusal(
	context: IExecuteSingleFunctions,
): Pick<RequestDescription, 'failureTexts'> {
	return refusalTexts(context, legacy);
}
