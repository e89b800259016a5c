import { isJsonObject } from '../json';
import { ApiError } from '../server/apiError';
import { CountedList } from '../server/countedList';
import type { QuestionKey, ReadingName, ReadingOf } from './catalogue';
import { ALL_READINGS, QUESTIONS } from './catalogue';

export type { ReadingName } from './catalogue';

/** For how many requests a reading holds; without these for all that follow. */
export interface ReadingSpan {
	/** How many times the question is answered so; then the usual reading is back. */
	times?: number;
	/** How many times the question is answered as before, before that. */
	skip?: number;
}

interface Chosen extends ReadingSpan {
	key: QuestionKey;
	name: ReadingName;
}

/** Which reading of each question the sandbox plays. */
export class Readings {
	private readonly lasting = new Map<QuestionKey, ReadingName>();

	private readonly counted = new CountedList<Chosen>();

	/** Plays a reading for all requests that follow, or for some of them. */
	play(name: ReadingName, { times, skip }: ReadingSpan = {}): void {
		const { key } = findReading(name);
		if (times === undefined && skip === undefined) this.lasting.set(key, name);
		else this.counted.add({ key, name, times, skip });
	}

	/** Back to the first reading of every question. */
	clear(): void {
		this.lasting.clear();
		this.counted.clear();
	}

	/** The reading that answers a question now; one that was chosen for some requests is used up by one. */
	of<Key extends QuestionKey>(key: Key): ReadingOf<Key> {
		const name =
			this.counted.takeFirst((chosen) => chosen.key === key)?.name ?? this.lastingOf(key);
		return name as ReadingOf<Key>;
	}

	/** Every question with its reading that is played unless one is chosen for some requests only. */
	report(): Record<string, string> {
		return Object.fromEntries(
			(Object.keys(QUESTIONS) as QuestionKey[]).map((key) => [key, this.lastingOf(key)]),
		);
	}

	private lastingOf(key: QuestionKey): string {
		return this.lasting.get(key) ?? Object.keys(QUESTIONS[key].readings)[0] ?? '';
	}
}

/** @throws ApiError 400 when the value, which came over HTTP, names no reading */
export function parseReading(value: unknown): { name: ReadingName } & ReadingSpan {
	const { reading, times, skip } = isJsonObject(value) ? value : {};
	const { name } = findReading(reading);
	if (!isCountOrAbsent(times) || !isCountOrAbsent(skip)) {
		throw new ApiError(400, 'times and skip are whole numbers');
	}
	return { name, times, skip };
}

function findReading(name: unknown) {
	const found = ALL_READINGS.find((reading) => reading.name === name);
	if (found !== undefined) return found;
	const names = ALL_READINGS.map((reading) => reading.name).join(', ');
	throw new ApiError(400, `Not a reading; known are: ${names}`);
}

function isCountOrAbsent(value: unknown): value is number | undefined {
	return value === undefined || (Number.isInteger(value) && Number(value) >= 0);
}
