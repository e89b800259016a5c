export { toApiValue, toTexts } from './engine/apiValue';
export { NODE_VERSIONS } from './engine/moreAddOns';
export { numberIssue } from './engine/numberIssue';
export { TRIGGER_HOSTS } from './features/callback';
export { codeSwitchingHint, manyLanguagesHint } from './features/language';
export { liveBitDepths, liveSampleRates, MAX_LIVE_CHANNELS } from './features/liveAudioFormat';
export { searchLiveModels, searchModels } from './features/model';
export {
	checkLive,
	chosenLivePresets,
	finishedLiveBody,
	liveBody,
	liveParameters,
	liveProperties,
	liveRefusal,
	liveTypeProperties,
} from './live';
export {
	allParameters,
	finishedBody,
	preRecordedProperties,
	preRecordedTypeProperties,
	refusal,
	withDefaultsOfType,
} from './preRecorded';
