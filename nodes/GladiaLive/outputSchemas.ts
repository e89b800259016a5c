import { integer, objectOf, text } from '../shared/json/itemSchema';
import { sessionFields, sessionId, streamSchema } from './output/sessionSchema';

const started = objectOf({
	id: text,
	created_at: text,
	url: text,
	max_duration_seconds: integer,
	expiry_hint: text,
});
const session = objectOf({ ...sessionFields, stream: streamSchema, ...sessionId });

/** The fields of an item, by operation. The build writes them where the editor looks for them. */
export const outputSchemas = { start: started, stream: session, transcribe: session };
