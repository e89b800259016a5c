import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../api/types';
import { isRecord, recordsIn, valueAt } from '../json/values';
import { literalIn } from './text/pythonLiteral';

const SECTION = 'result.named_entity_recognition';

/**
 * The named entities of a job as the API wrote them: the section's `results`, or what older live
 * jobs have under `entity`.
 */
export function entitiesOf(job: TranscriptionJob): unknown {
	const places = [`${SECTION}.results`, `${SECTION}.entity`, 'result.entity', SECTION];
	const found = places.map((path) => literalIn(valueAt(job, path)));
	const [results, ...older] = found;
	return results ?? older.find((value) => Array.isArray(value) || isEntities(value)) ?? null;
}

/** One row per entity, whether the API wrote a list, one object, or an object of lists. */
export function entityRows(job: TranscriptionJob): IDataObject[] {
	const entities = entitiesOf(job);
	if (!isRecord(entities)) return recordsIn(entities);
	if (isEntity(entities)) return [entities];
	return Object.entries(entities).flatMap(([entity_type, list]) =>
		(Array.isArray(list) ? list : [list]).flatMap((entity: unknown) => {
			if (typeof entity === 'string') return [{ entity_type, text: entity }];
			return isRecord(entity) ? [{ entity_type, ...entity }] : [];
		}),
	);
}

/** Whether it is not the envelope of an add-on, which reports success. */
function isEntities(value: unknown): boolean {
	return isRecord(value) && !('success' in value) && !('results' in value);
}

function isEntity(value: IDataObject): boolean {
	return typeof value.text === 'string' || typeof value.entity_type === 'string';
}
