import type { IDataObject } from 'n8n-workflow';
import { credentialConnection } from '../../shared/api/transport';
import { MAX_SESSION_SECONDS } from '../audio/audioFormat';
import { acknowledgmentsIn, withAcknowledgments } from './acknowledgments';
import type { Operation } from './operation';
import { REQUEST_TIMEOUT } from './operation';
import { startSession } from './startSession';
import { validateStart } from './validateParameters';

/** Start Session: returns the URL of a session for another client. */
export const start: Operation = (_node, context) => {
	const { body: chosen, options } = validateStart(context);
	// On even if switched off: Stream to Existing Session could not resume a broken connection.
	const body = acknowledgmentsIn(chosen) === false ? withAcknowledgments(chosen) : chosen;
	return {
		options,
		async run(reportSession) {
			const connection = await credentialConnection(context, REQUEST_TIMEOUT);
			const request = { body, region: options.region, patience: options.maxWait };
			const session = await startSession(context, connection, request);
			reportSession(session.id);
			const json: IDataObject = {
				...session,
				max_duration_seconds: MAX_SESSION_SECONDS,
				expiry_hint:
					'The token in the URL is temporary: connect soon, and use the same URL to reconnect',
			};
			return [{ json }];
		},
	};
};
