import type { BinaryDataService } from 'n8n-core';
import { ALL_READINGS, QUESTIONS } from '../../sandbox/readings/catalogue';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { useBinaryStore } from '../support/engine';
import type { ReadingRow } from './readingRow';
import { changeSettings } from './readingRow';
import { rows as q01 } from './rows/q01';
import { rows as q02 } from './rows/q02';
import { rows as q03 } from './rows/q03';
import { rows as q04 } from './rows/q04';
import { rows as q05 } from './rows/q05';
import { rows as q06 } from './rows/q06';
import { rows as q07 } from './rows/q07';
import { rows as q08 } from './rows/q08';
import { rows as q09 } from './rows/q09';
import { rows as q10 } from './rows/q10';
import { rows as q11 } from './rows/q11';
import { rows as q12 } from './rows/q12';
import { rows as q13 } from './rows/q13';
import { rows as q14 } from './rows/q14';
import { rows as q15 } from './rows/q15';
import { rows as q16 } from './rows/q16';
import { rows as q17 } from './rows/q17';
import { rows as q18 } from './rows/q18';
import { rows as q19 } from './rows/q19';
import { rows as q20 } from './rows/q20';
import { rows as q21 } from './rows/q21';
import { rows as q22 } from './rows/q22';
import { rows as q23 } from './rows/q23';
import { rows as q24 } from './rows/q24';
import { rows as q25 } from './rows/q25';

/** The table: every open question about the real Gladia, by number, with a row for each reading. */
const table: ReadingRow[][] = [
	q01,
	q02,
	q03,
	q04,
	q05,
	q06,
	q07,
	q08,
	q09,
	q10,
	q11,
	q12,
	q13,
	q14,
	q15,
	q16,
	q17,
	q18,
	q19,
	q20,
	q21,
	q22,
	q23,
	q24,
	q25,
];

const settings = {
	jobSeconds: 0.2,
	concurrentJobs: 25,
	queuedJobs: 300,
	concurrentLiveSessions: 30,
	liveIdleSeconds: 60,
	zeroDataRetention: false,
	retryDelaysMs: [100, 400],
};

let sandbox: Sandbox;
let store: BinaryDataService;

beforeAll(async () => {
	sandbox = await startSandbox(settings);
	store = await useBinaryStore();
});
afterAll(async () => await sandbox.close());
beforeEach(async () => {
	sandbox.reset();
	sandbox.setWebhooks([]);
	await changeSettings(sandbox, settings);
});

const questionOf = new Map(ALL_READINGS.map(({ name, question }) => [name, question]));

test('covers every reading of all 25 questions, each under its own number', () => {
	const covered = table.map((rows) => new Set(rows.map(({ reading }) => reading)));
	const expected = table.map(
		(_, index) =>
			new Set(
				ALL_READINGS.filter(({ question }) => question === index + 1).map(({ name }) => name),
			),
	);
	expect(table).toHaveLength(25);
	expect(covered).toEqual(expected);
});

describe.each(table.map((rows, index) => ({ question: index + 1, rows })))(
	'question $question',
	({ question, rows }) => {
		const about = Object.values(QUESTIONS).filter((entry) => entry.question === question);
		if (rows.length === 0) test.todo(about.map((entry) => entry.about).join(' '));
		for (const { reading, holds, run } of rows) {
			test(`${reading}: ${holds}`, async () => {
				expect(questionOf.get(reading)).toBe(question);
				sandbox.playReading(reading);
				await run({ sandbox, store });
			});
		}
	},
);
