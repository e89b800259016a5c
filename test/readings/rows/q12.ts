import type { ReadingRow } from '../readingRow';

export const rows: ReadingRow[] = [];
