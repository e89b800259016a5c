import type { TranscriptionJob } from '../api/types';
import { isRecord, valueAt } from '../json/values';

/** The section that holds the chapters: its name today, and in older documents. */
const sections = ['chapterization', 'chapters'];

/** The chapters of a job from whichever section holds them, as the API wrote them. */
export function chaptersOf(job: TranscriptionJob): unknown {
	return sections
		.map((section) => valueAt(job, `result.${section}`))
		.map((section) => (isRecord(section) && 'results' in section ? section.results : section))
		.find((chapters) => chapters !== undefined && chapters !== null);
}
