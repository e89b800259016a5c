import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { parametersOf, type ApiParameter } from './definition';
import { features, form } from './features';
import { featureProperties } from './properties';

export { toApiValue, toTexts } from './apiValue';
export { checkRequest } from './checkRequest';
export type { ApiParameter, Feature } from './definition';
export { codeSwitchingHint } from './language';
export { checkLive, liveBody, liveParameters, liveProperties } from './live';
export { liveBitDepths, liveSampleRates, maxLiveChannels } from './liveAudioFormat';
export { numberMistake } from './numberRange';
export { searchLiveModels, searchModels } from './model';

/** Every parameter of `POST /v2/pre-recorded` besides `audio_url`, current and legacy. */
export const allParameters: ApiParameter[] = features.flatMap(parametersOf);

/** The sections of the form of `POST /v2/pre-recorded`. */
export type FormSection = keyof typeof form;

/**
 * The fields of one section of the form, with routing to their body paths. A node that shows them
 * must offer `searchModels` under `methods.listSearch`, and call `checkRequest` before it sends.
 *
 * @param show conditions on other top-level fields under which the section is shown
 */
export function preRecordedProperties(
	section: FormSection,
	show: IDisplayOptions['show'] = {},
): INodeProperties[] {
	return form[section].flatMap((feature) => featureProperties(feature, show));
}
