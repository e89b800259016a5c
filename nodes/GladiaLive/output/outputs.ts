import type {
	IDataObject,
	IDisplayOptions,
	IExecuteSingleFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import { itemError } from '../../shared/api/errors';
import { outputProperties } from '../../shared/output/output';
import { maskSecrets } from '../../shared/api/callbackSecrets';
import { splitIntoItems } from '../../shared/output/modes/splitItems';
import type { LiveMessage } from '../session/messages';
import type { StreamedSession } from '../operations/streamAudio';
import type { StreamReport } from './sessionSchema';
import { asJob, wholeSession } from './transcript';

const RETURN_LABEL = 'Return';

/** Value of `returnAs` → how it is offered. */
const choices: Record<string, { name: string; description: string }> = {
	messages: {
		name: 'One Item per Message',
		description: 'Every message of Gladia as it came, to look for a mistake',
	},
	utterances: {
		name: 'One Item per Utterance',
		description: 'What was said in one go, with its times and channel',
	},
	everything: {
		name: 'One Item With Everything',
		description: 'The transcript with utterances, translations, summary, timings and the rest',
	},
	stored: {
		name: 'Stored Result',
		description: 'The result that Gladia keeps, in one of the outputs of Gladia Get Result',
	},
};

/** What comes out of a session. */
export function returnProperties(show: NonNullable<IDisplayOptions['show']>): INodeProperties[] {
	return [
		{
			displayName: RETURN_LABEL,
			name: 'returnAs',
			type: 'options',
			default: 'everything',
			displayOptions: { show },
			options: Object.entries(choices).map(([value, choice]) => ({ value, ...choice })),
			description: 'What to return when the session has ended',
		},
		...outputProperties({ ...show, returnAs: ['stored'] }),
	];
}

/**
 * The chosen kind of output.
 *
 * @throws NodeApiError when an expression gives a value that is not offered
 */
export function chosenReturn(context: IExecuteSingleFunctions): string {
	const value = String(context.getNodeParameter('returnAs', 'everything'));
	if (Object.hasOwn(choices, value)) return value;
	throw itemError(context, `'${RETURN_LABEL}' does not know the value '${value}'`, {
		description: `Use one of ${Object.keys(choices).join(', ')}`,
	});
}

/** The items of a finished session, but for its stored result. */
export function sessionItems(
	returnAs: string,
	session: StreamedSession,
	messages: LiveMessage[],
): INodeExecutionData[] {
	if (returnAs === 'messages') return messages.map((json) => ({ json: maskSecrets(json) }));
	if (returnAs === 'utterances') {
		return splitIntoItems(asJob(session.parts), 'utterance', 0).map((json) => ({ json }));
	}
	return [{ json: everything(session) }];
}

/** Everything that was told, and how the streaming went. */
export function everything({ parts, report, ...stream }: StreamedSession): IDataObject {
	return {
		...maskSecrets(wholeSession(parts)),
		stream: {
			acknowledged_bytes: report.acknowledgedBytes,
			acknowledged_seconds: stream.acknowledgedSeconds,
			reconnects: report.reconnects,
			misplaced_bytes: report.misplacedBytes,
			reached_limit: stream.reachedLimit,
		} satisfies StreamReport,
	};
}
