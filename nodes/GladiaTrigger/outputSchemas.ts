import { text } from '../shared/json/itemSchema';
import { simplifiedSchemaAfter } from '../shared/output/modes/simplified';

/** The fields of an item. The build writes them where the editor looks for them. */
export const outputSchemas = simplifiedSchemaAfter({ event: text, sent_by: text, kind: text });
