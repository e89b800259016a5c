import { integer, number, objectOf, text } from '../shared/json/itemSchema';

const uploaded = objectOf({
	audio_url: text,
	audio_metadata: objectOf(
		{
			id: text,
			filename: text,
			extension: text,
			size: number,
			audio_duration: number,
			number_of_channels: integer,
		},
		{ source: text },
	),
});

/** The fields of an item, by operation. The build writes them where the editor looks for them. */
export const outputSchemas = { uploadFile: uploaded, uploadUrl: uploaded };
