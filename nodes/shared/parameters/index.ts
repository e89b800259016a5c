import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { parametersOf, type ApiParameter } from './definition';
import { features } from './features';
import { featureProperties } from './properties';

export { checkRequest } from './checkRequest';
export type { ApiParameter, Feature } from './definition';
export { codeSwitchingHint } from './language';
export { searchModels } from './model';

/** Every parameter of `POST /v2/pre-recorded` besides `audio_url`, current and legacy. */
export const allParameters: ApiParameter[] = features.flatMap(parametersOf);

/**
 * The form of every request parameter, with routing to its body path. The node which uses it
 * must offer `searchModels` under `methods.listSearch`, and call `checkRequest` before it sends.
 *
 * @param show conditions on other top-level fields under which the form is shown
 */
export function preRecordedProperties(show: IDisplayOptions['show'] = {}): INodeProperties[] {
	return features.flatMap((feature) => featureProperties(feature, show));
}
