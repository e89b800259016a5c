import type { IDataObject } from 'n8n-workflow';

/** Fields of the simplified output that hold the transcript; the first that is there becomes `text`. */
const transcripts = ['dialogue', 'full_transcript'];
/** Fields that hold the words of the transcript or of its translations once more. */
const repetitions = ['sentences', 'translated_dialogues'];

/**
 * What an agent is told of a job, made of its simplified output: `text` first, which n8n's chat shows
 * as the reply; then what else is known. The transcript is in it once, and nothing that is empty, as a
 * model reads, and its user pays for, every word.
 */
export function toolAnswer(simplified: IDataObject): IDataObject {
	const known = Object.entries(simplified).filter(([, value]) => !isEmpty(value));
	const texts = transcripts.flatMap((name) => known.find(([key]) => key === name)?.[1] ?? []);
	const others = known.filter(([name]) => ![...transcripts, ...repetitions].includes(name));
	return { ...(texts[0] === undefined ? {} : { text: texts[0] }), ...Object.fromEntries(others) };
}

function isEmpty(value: unknown): boolean {
	if (Array.isArray(value)) return value.length === 0;
	return value === null || value === undefined || value === '';
}
