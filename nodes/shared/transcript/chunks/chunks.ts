import { toParagraphs } from '../paragraphs';
import type { LabelOf } from '../speakerLabels';
import type { Utterance } from '../utterances';
import type { Atom } from './atoms';
import { atomsOf } from './atoms';

/** A piece of a transcript; times in seconds. */
export interface Chunk {
	/** Lines as in a dialogue, such as `Ann: Hello`; never longer than the limit. */
	text: string;
	/** Labels of those who speak in it, in order of appearance. */
	speakers: string[];
	start: number | null;
	end: number | null;
}

/** How long chunks are, in UTF-16 units: the way JavaScript, Notion and Telegram count. */
export interface ChunkSize {
	maxCharacters: number;
	/** How much of the end of a chunk the next one repeats at most; at most half of it. */
	overlap: number;
}

/**
 * Cuts a transcript into chunks: between turns where it can, else between sentences, else between
 * words. What fits into one chunk is never cut: a turn that would not fit any more begins the next
 * chunk, and only one that is longer than a chunk is cut, by its sentences, and a sentence by its words.
 * Every line begins with the label of its speaker. Linear in the length of the transcript.
 */
export function cutChunks(utterances: Utterance[], size: ChunkSize, labelOf: LabelOf): Chunk[] {
	const { maxCharacters } = size;
	const overlap = Math.min(size.overlap, Math.floor(maxCharacters / 2));
	const turns = toParagraphs(utterances, Infinity);
	const labels = turns.map(labelOf);
	const prefixes = labels.map((label) => prefixOf(label, maxCharacters));
	const atoms: Atom[] = [];
	turns.forEach((turn, index) => {
		const prefix = prefixes[index]?.length ?? 0;
		const isCut = prefix + turn.text.length > maxCharacters;
		for (const atom of atomsOf(turn, index, maxCharacters - prefix, isCut || overlap > 0)) {
			atoms.push(atom);
		}
	});
	const cutter = new Cutter(atoms, prefixes, maxCharacters, overlap);
	return cutter.ranges().map(([from, to]) => {
		const part = atoms.slice(from, to);
		const speaking = part.flatMap(({ turn }) => labels[turn] ?? []);
		return {
			text: textOf(part, prefixes),
			speakers: [...new Set(speaking)],
			start: part[0]?.start ?? null,
			end: latestEnd(part),
		};
	});
}

/** A name that would take up half of every chunk is left out. */
function prefixOf(label: string | null, maxCharacters: number): string {
	if (label === null || label.length + 2 > maxCharacters / 2) return '';
	return `${label}: `;
}

/** Finds where chunks begin and end; all lengths in UTF-16 units. */
class Cutter {
	/** Length of all atoms up to each one, with what stands between them. */
	private readonly lengths: Float64Array;
	/** For each atom, the first one of its turn, and of its sentence. */
	private readonly turnStarts: Int32Array;
	private readonly sentenceStarts: Int32Array;

	constructor(
		private readonly atoms: Atom[],
		private readonly prefixes: string[],
		private readonly maxCharacters: number,
		private readonly overlap: number,
	) {
		this.lengths = new Float64Array(atoms.length);
		this.turnStarts = new Int32Array(atoms.length);
		this.sentenceStarts = new Int32Array(atoms.length);
		atoms.forEach((atom, index) => {
			const isTurnStart = atom.turn !== atoms[index - 1]?.turn;
			const lead = isTurnStart ? 1 + this.prefixAt(index) : atom.gap.length;
			this.lengths[index] = (this.lengths[index - 1] ?? 0) + lead + atom.text.length;
			this.turnStarts[index] = isTurnStart ? index : (this.turnStarts[index - 1] ?? 0);
			const isStart = isTurnStart || atom.isSentenceStart;
			this.sentenceStarts[index] = isStart ? index : (this.sentenceStarts[index - 1] ?? 0);
		});
	}

	/** The first atom of each chunk, and the one after its last. */
	ranges(): Array<[from: number, to: number]> {
		const ranges: Array<[number, number]> = [];
		let from = 0;
		// The first atom that is in no chunk yet.
		let fresh = 0;
		while (fresh < this.atoms.length) {
			const to = this.endOf(from, fresh);
			ranges.push([from, to]);
			from = this.overlapBefore(to, from);
			fresh = to;
		}
		return ranges;
	}

	/** Where the chunk ends that starts at `from` and has to reach beyond `fresh`. */
	private endOf(from: number, fresh: number): number {
		let full = fresh + 1;
		while (full < this.atoms.length && this.lengthOf(from, full + 1) <= this.maxCharacters) full++;
		if (full >= this.atoms.length) return full;
		for (const starts of [this.turnStarts, this.sentenceStarts]) {
			const start = starts[full] ?? 0;
			if (start > fresh && this.lengthOf(start, this.unitEnd(starts, full)) <= this.maxCharacters) {
				return start;
			}
		}
		return full;
	}

	/** Where the next chunk starts: with the end of the last one, preferably a whole sentence of it. */
	private overlapBefore(to: number, last: number): number {
		if (this.overlap === 0 || to >= this.atoms.length) return to;
		let from = to;
		let sentence = to;
		while (from - 1 > last && this.lengthOf(from - 1, to) <= this.overlap) {
			from--;
			if (this.sentenceStarts[from] === from) sentence = from;
		}
		const chosen = sentence < to ? sentence : from;
		// What would be cut because of the overlap is worth more than the overlap.
		const fits = this.lengthOf(chosen, this.unitToKeep(to)) <= this.maxCharacters;
		return fits ? chosen : to;
	}

	/** The end of the turn or sentence that begins at an atom and fits into a chunk, else of the atom. */
	private unitToKeep(start: number): number {
		for (const starts of [this.turnStarts, this.sentenceStarts]) {
			if (starts[start] !== start) continue;
			const end = this.unitEnd(starts, start);
			if (this.lengthOf(start, end) <= this.maxCharacters) return end;
		}
		return start + 1;
	}

	/** The end of the unit of an atom, or where it has become too long for a chunk. */
	private unitEnd(starts: Int32Array, atom: number): number {
		const start = starts[atom] ?? 0;
		let end = atom + 1;
		while (
			end < this.atoms.length &&
			starts[end] === start &&
			this.lengthOf(start, end) <= this.maxCharacters
		) {
			end++;
		}
		return end;
	}

	private lengthOf(from: number, to: number): number {
		const first = this.prefixAt(from) + (this.atoms[from]?.text.length ?? 0);
		return first + (this.lengths[to - 1] ?? 0) - (this.lengths[from] ?? 0);
	}

	private prefixAt(index: number): number {
		return this.prefixes[this.atoms[index]?.turn ?? -1]?.length ?? 0;
	}
}

function textOf(part: Atom[], prefixes: string[]): string {
	const pieces: string[] = [];
	part.forEach(({ text, gap, turn }, index) => {
		if (index === 0) pieces.push(prefixes[turn] ?? '');
		else if (part[index - 1]?.turn !== turn) pieces.push('\n', prefixes[turn] ?? '');
		else pieces.push(gap);
		pieces.push(text);
	});
	return pieces.join('');
}

function latestEnd(part: Atom[]): number | null {
	return part.reduce<number | null>(
		(latest, { end }) => (end === null ? latest : Math.max(latest ?? end, end)),
		null,
	);
}
