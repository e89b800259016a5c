import { text } from '../shared/json/itemSchema';
import { simplifiedSchemaBefore } from '../shared/output/baseFields';

/** The fields of an item. The build writes them where the editor looks for them. */
export const outputSchemas = simplifiedSchemaBefore({ event: text, sent_by: text, kind: text });
