import type { Schema } from '../shared/json/itemSchema';
import { objectOf, text } from '../shared/json/itemSchema';
import { simplifiedSchema } from '../shared/output/baseFields';
import type { StartedJob } from './operations/startJob';

const started: Schema<StartedJob> = objectOf({ id: text, result_url: text });

/** The fields of an item, by operation. The build writes them where the editor looks for them. */
export const outputSchemas = { start: started, transcribe: simplifiedSchema };
