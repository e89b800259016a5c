import { credentialConnection } from '../../shared/api/transport';
import { acknowledgmentsIn, withAcknowledgments } from './acknowledgments';
import { startSession } from './startSession';
import { streamToItems } from './streamToItems';
import { checkLength, validateStream } from './validateParameters';
import { REQUEST_TIMEOUT, type Operation } from './operation';

/** Transcribe Audio Stream: starts a session, streams the audio to it and returns the transcript. */
export const transcribe: Operation = async (node, context) => {
	const validated = await validateStream(context, true);
	const { body, options, audio } = validated;
	return {
		options,
		async run(reportSession) {
			const connection = await credentialConnection(context, REQUEST_TIMEOUT);
			const track = await audio.open();
			try {
				checkLength(context, track, options);
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
			} finally {
				track.close();
			}
		},
	};
};
