export { toApiValue, toTexts } from './engine/apiValue';
export { numberIssue } from './engine/numberIssue';
export { TRIGGER_HOSTS } from './features/callback';
export { codeSwitchingHint } from './features/language';
export { liveBitDepths, liveSampleRates, MAX_LIVE_CHANNELS } from './features/liveAudioFormat';
export { searchLiveModels, searchModels } from './features/model';
export {
	checkLive,
	finishedLiveBody,
	liveBody,
	liveParameters,
	liveProperties,
	liveRefusal,
} from './live';
export { allParameters, finishedBody, preRecordedProperties, refusal } from './preRecorded';
