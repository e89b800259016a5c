import type {
	IDataObject,
	IDisplayOptions,
	IExecuteSingleFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import { maskSecrets } from '../../shared/api/callbackSecrets';
import { itemError } from '../../shared/api/errors';
import { unknownValue } from '../../shared/fields/unknownValue';
import { splitIntoItems } from '../../shared/output/modes/separateItems';
import { outputProperties, plainItemOptions } from '../../shared/output/output';
import type { SpeakerNames } from '../../shared/transcript/speakerLabels';
import { noNames } from '../../shared/transcript/speakerLabels';
import type { LiveMessage } from '../messages/liveMessage';
import { sessionDocument, wholeSession } from './sessionDocument';
import type { StreamReport } from './sessionSchema';
import type { StreamedSession } from './streamedSession';

const RETURN_LABEL = 'Return';

/** Value of `returnAs` → its texts. */
const choices: Record<string, { name: string; description: string }> = {
	messages: {
		name: 'One Item per Message',
		description: 'Every message from Gladia, unchanged, for troubleshooting',
	},
	utterances: {
		name: 'One Item per Utterance',
		description: 'Each utterance with its times and channel',
	},
	everything: {
		name: 'One Item With Everything',
		description: 'The transcript with utterances, translations, summary, timings and the rest',
	},
	stored: {
		name: 'Stored Result',
		description: 'The result that Gladia stores, in one of the outputs of Gladia Get Result',
	},
};

/** What to return of a session. */
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
		...outputProperties({ ...show, returnAs: ['stored'] }, { startsJobs: true }),
		plainItemOptions({ ...show, returnAs: Object.keys(choices).filter(isPlain) }, true),
	];
}

/** Whether it is made of the messages, not by one of the outputs of Gladia Get Result. */
function isPlain(returnAs: string): boolean {
	return returnAs !== 'stored';
}

/**
 * The chosen kind of output.
 *
 * @throws NodeApiError when an expression returns a value that is not offered
 */
export function chosenReturn(context: IExecuteSingleFunctions): string {
	const value = String(context.getNodeParameter('returnAs', 'everything'));
	if (Object.hasOwn(choices, value)) return value;
	const { message, description } = unknownValue(RETURN_LABEL, value, Object.keys(choices));
	throw itemError(context, message, { description });
}

/** The items of a finished session, except for its stored result. */
export function sessionItems(
	returnAs: string,
	session: StreamedSession,
	messages: LiveMessage[],
	speakerNames: SpeakerNames,
): INodeExecutionData[] {
	if (returnAs === 'messages') return messages.map((json) => ({ json: maskSecrets(json) }));
	if (returnAs === 'utterances') {
		const document = sessionDocument(session.parts);
		return splitIntoItems(document, 'utterance', { speakerNames }).map((json) => ({ json }));
	}
	return [{ json: everything(session, speakerNames) }];
}

/** Everything that the session reported, and how the streaming went. */
export function everything(
	{ parts, report, ...stream }: StreamedSession,
	speakerNames = noNames,
): IDataObject {
	const { id, ...session } = wholeSession(parts, speakerNames);
	return {
		...maskSecrets(session),
		stream: {
			acknowledged_bytes: report.acknowledgedBytes,
			acknowledged_seconds: stream.acknowledgedSeconds,
			reconnects: report.reconnects,
			misplaced_bytes: report.misplacedBytes,
			reached_limit: stream.reachedLimit,
		} satisfies StreamReport,
		id,
	};
}
