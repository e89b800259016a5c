import { credentialConnection } from '../../shared/api/transport';
import { acknowledgmentsIn, withAcknowledgments } from './acknowledgments';
import type { Operation } from './operation';
import { REQUEST_TIMEOUT } from './operation';
import { startSession } from './startSession';
import { streamToItems } from './streamToItems';
import { validateStream } from './validateParameters';
import { withTrack } from './withTrack';

/** Transcribe Audio Stream: starts a session, streams the audio to it and returns the transcript. */
export const transcribe: Operation = async (node, context) => {
	const validated = await validateStream(context, true);
	const { body, options } = validated;
	return {
		options,
		async run(reportSession) {
			const connection = await credentialConnection(context, REQUEST_TIMEOUT);
			return await withTrack(context, validated, async (track) => {
				const session = await startSession(context, connection, {
					body: withAcknowledgments({ ...track.format, ...body }),
					region: options.region,
					patience: options.maxWait,
				});
				reportSession(session.id);
				return await streamToItems(node, context, connection, validated, {
					...session,
					isUsed: false,
					track,
					showsAcknowledgments: acknowledgmentsIn(body) === true,
				});
			});
		},
	};
};
