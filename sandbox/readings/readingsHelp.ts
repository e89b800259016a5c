import { QUESTIONS } from './catalogue';

/** Every reading with its question, for `--help`. */
export function readingsHelp(): string {
	return Object.values(QUESTIONS)
		.map(({ question, about, readings }) =>
			[
				`  ${question}. ${about}`,
				...Object.entries(readings).map(([name, { says }]) => `       ${name.padEnd(28)} ${says}`),
			].join('\n'),
		)
		.join('\n');
}
