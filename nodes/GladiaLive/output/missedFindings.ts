import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/api/types';
import { numberOrNull, recordsIn, textOrNull, valueAt } from '../../shared/json/values';
import { entityRows } from '../../shared/transcript/entities';
import { literalIn } from '../../shared/transcript/text/pythonLiteral';
import { translationSources } from '../../shared/transcript/utterances';

/** What the add-ons found in the utterances of a session, one entry per finding. */
export interface Findings {
	translations: IDataObject[];
	entities: IDataObject[];
	sentiments: IDataObject[];
}

/**
 * Fills in what the add-ons found while the connection was down, from the result of the whole session.
 * Everything else stays as it was received.
 *
 * @param job the session in the form of a document
 * @param utterances of the whole session, for their ids, which the result lacks
 */
export function withMissed(
	received: Findings,
	job: TranscriptionJob,
	utterances: IDataObject[],
): Findings {
	const about = (found: IDataObject) => utterances.find((utterance) => covers(utterance, found));
	const translations = translationSources(job).flatMap(({ language, source }) =>
		recordsIn(source.utterances).map((translated) => ({
			...withId(about(translated)),
			original_language: textOrNull(about(translated)?.language),
			target_language: language,
			...translated,
		})),
	);
	const named = (found: IDataObject) => ({ ...withId(about(found)), ...found });
	const sentiments = recordsIn(literalIn(valueAt(job, 'result.sentiment_analysis.results')));
	return {
		translations: filledIn(received.translations, translations, 'target_language'),
		entities: filledIn(received.entities, entityRows(job).map(named), 'entity_type'),
		sentiments: filledIn(received.sentiments, sentiments.map(named)),
	};
}

/**
 * Received and missed entries, sorted by time.
 *
 * @param kind field in which entries about the same moment may differ
 */
function filledIn(received: IDataObject[], stored: IDataObject[], kind?: string): IDataObject[] {
	const missed = stored.filter(
		(found) =>
			!received.some(
				(known) => (kind === undefined || known[kind] === found[kind]) && covers(known, found),
			),
	);
	const all = [...received, ...missed];
	if (all.some(({ start }) => numberOrNull(start) === null)) return all;
	return all.toSorted((one, other) => Number(one.start) - Number(other.start));
}

/**
 * Whether an entry covers the middle of another one; times may differ slightly. Without times, they count
 * as the same, so that nothing appears twice.
 */
function covers(known: IDataObject, found: IDataObject): boolean {
	const channels = [known.channel, found.channel].map(numberOrNull);
	if (!channels.includes(null) && channels[0] !== channels[1]) return false;
	const times = [known.start, known.end, found.start, found.end].map(numberOrNull);
	const [start, end, from, to] = times;
	if (start == null || end == null || from == null || to == null) return true;
	const middle = (from + to) / 2;
	return start <= middle && middle <= end;
}

/** Missed utterances have no id. */
function withId(utterance: IDataObject | undefined): IDataObject {
	return utterance?.id === undefined ? {} : { utterance_id: utterance.id };
}
