import { flag, objectOf, text } from '../shared/json/itemSchema';
import { simplifiedSchema } from '../shared/output/baseFields';

const ofBothKinds = {
	delete: objectOf({ deleted: flag }),
	download: objectOf({ id: text, filename: text, mime_type: text }),
	get: simplifiedSchema,
	getAll: simplifiedSchema,
};

/**
 * The fields of an item, by resource and operation. The build writes them where the editor looks for
 * them.
 */
export const outputSchemas = {
	preRecorded: ofBothKinds,
	live: { ...ofBothKinds, addDebugMetadata: objectOf({ id: text, updated: flag }) },
};
