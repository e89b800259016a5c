import type { INode, INodeParameters } from 'n8n-workflow';
import type { TranscriptionJob } from '../../nodes/shared/api/types';
import { builtModule } from '../builtPackage';
import { heldBytes, timeOf } from '../peakMemory';
import { repeat } from '../repeat';
import { longJob } from '../transcript';

const FEW_WORDS = 100;

/** Where a mistake in the parameters would be reported. */
const node: INode = {
	id: 'bench',
	name: 'Bench',
	type: 'gladiaGetResult',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/**
 * Shapes a long result again and again as the output parameters say, or copies it as JSON when
 * there are none.
 */
export async function run(input: {
	parameters: INodeParameters | null;
	words: number;
	rounds: number;
}) {
	const { words, rounds } = input;
	const shaped = shaper(input.parameters);
	const long = longJob(words);
	const short = longJob(FEW_WORDS);
	shaped(short);
	const milliseconds = await repeat(rounds, async () => await timeOf(async () => shaped(long)));
	const result = shaped(long);
	const utterances = long.result?.transcription?.utterances ?? [];
	return {
		milliseconds,
		heldBytes: heldBytes(() => shaped(long)),
		items: Array.isArray(result) ? result.length : 1,
		wordCount: utterances.reduce((sum, utterance) => sum + utterance.words.length, 0),
		documentBytes: Buffer.byteLength(JSON.stringify(long)),
	};
}

/** A function that shapes as the parameters of a node say, or copies a job as JSON. */
export function shaper(parameters: INodeParameters | null): (job: TranscriptionJob) => unknown {
	if (parameters === null) return (job) => JSON.parse(JSON.stringify(job)) as unknown;
	const { readOutputChoice } = builtModule<typeof import('../../nodes/shared/output/choice')>(
		'nodes/shared/output/choice.js',
	);
	const { shapeResult } = builtModule<typeof import('../../nodes/shared/output/shape')>(
		'nodes/shared/output/shape.js',
	);
	const choice = readOutputChoice({ node, itemIndex: 0, read: (name) => parameters[name] });
	return (job) => shapeResult(job, choice);
}
