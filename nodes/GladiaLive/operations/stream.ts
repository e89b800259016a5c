import { itemError } from '../../shared/api/errors';
import { credentialConnection } from '../../shared/api/transport';
import type { Operation } from './operation';
import { REQUEST_TIMEOUT } from './operation';
import { requireSessionUrl } from './startSession';
import { streamToItems } from './streamToItems';
import { validateStream } from './validateParameters';
import { withTrack } from './withTrack';

/** Stream to Existing Session: streams the audio to a session that was started earlier. */
export const stream: Operation = async (node, context) => {
	const validated = await validateStream(context, false);
	const connection = await credentialConnection(context, REQUEST_TIMEOUT);
	const url = String(context.getNodeParameter('sessionUrl', '')).trim();
	if (url === '') {
		throw itemError(context, "'Session URL' is empty", {
			description: "Map the 'url' that Start Session returned",
		});
	}
	requireSessionUrl(context, connection, url, "'Session URL'");
	return {
		options: validated.options,
		async run() {
			return await withTrack(
				context,
				validated,
				async (track) =>
					await streamToItems(node, context, connection, validated, {
						url,
						isUsed: true,
						track,
						showsAcknowledgments: false,
					}),
			);
		},
	};
};
