import { summaryOf } from './summary';

/** One thing measured in several runs. */
export interface Figure {
	/** What was measured; a figure is compared with that of the same name in the baseline's row. */
	name: string;
	unit: string;
	/** One value per run. */
	values: number[];
}

export interface Row {
	label: string;
	figures: Figure[];
}

export interface Aim {
	text: string;
	met: boolean;
}

export interface Table {
	title: string;
	/** The label of the row that the others are compared with. */
	baseline: string;
	rows: Row[];
	notes: string[];
	aims: Aim[];
}

/** A number of runs in words. */
export const runs = (count: number) => `${count} ${count === 1 ? 'run' : 'runs'}`;

/** The middle one of a figure's values. */
export function medianOf(table: Pick<Table, 'rows'>, label: string, name: string): number {
	const row = table.rows.find((one) => one.label === label);
	return summaryOf(row?.figures.find((figure) => figure.name === name)?.values ?? []).median;
}

/** A table to read: a line per figure, its ratio being that of the medians. */
export function format(table: Table): string {
	const { title, baseline, rows, notes, aims } = table;
	const header = ['', '', 'min', 'median', 'max', '', `× ${baseline}`];
	const lines = rows.flatMap(({ label, figures }) =>
		figures.map(({ name, unit, values }, position) => {
			const { min, median, max } = summaryOf(values);
			const ratio = median / medianOf(table, baseline, name);
			return [
				position === 0 ? label : '',
				name,
				...[min, median, max].map(readable),
				unit,
				Number.isFinite(ratio) ? readable(ratio) : '–',
			];
		}),
	);
	return [
		title,
		...aligned([header, ...lines]).map((line) => `  ${line}`),
		...notes.map((note) => `  ${note}`),
		...aims.map(({ text, met }) => `  Aim: ${text}: ${met ? 'met' : 'MISSED'}`),
		'',
	].join('\n');
}

/** Label, name and unit to the left, numbers to the right. */
function aligned(lines: string[][]): string[] {
	const widths = (lines[0] ?? []).map((_, column) =>
		Math.max(...lines.map((line) => line[column]?.length ?? 0)),
	);
	const leftColumns = new Set([0, 1, 5]);
	return lines.map((line) =>
		line
			.map((cell, column) => {
				const width = widths[column] ?? 0;
				return leftColumns.has(column) ? cell.padEnd(width) : cell.padStart(width);
			})
			.join('  ')
			.trimEnd(),
	);
}

/** Three digits are more than a noisy machine can promise. */
function readable(value: number): string {
	if (!Number.isFinite(value)) return '–';
	const magnitude = Math.abs(value);
	return value.toFixed(magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2);
}
