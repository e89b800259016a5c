import type { JsonObject } from '../json';
import type { Spoken, Utterance } from './utterance';

/** What every section of a result is made from. */
export interface SectionInput {
	spoken: Spoken[];
	utterances: Utterance[];
	request: JsonObject;
}
