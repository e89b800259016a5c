import type { IDataObject } from 'n8n-workflow';
import type { Job, Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { missingServices } from '../debianServices';
import type { QueueHost } from '../queueHost';
import { startQueueHost } from '../queueHost';
import { addRows, tableRows } from './dataTable';
import { importTemplate, sandboxAccess } from './importTemplate';

/** Run by hand, so that no full hour comes between. */
const SCHEDULE = 'Every hour';
const TABLE = 'Gladia recordings';
/** Two batches; a thousand can be tried by hand. */
const RECORDINGS = Number(process.env.E2E_RECORDINGS ?? 80);
const ROUND_TIMEOUT = 120_000 + RECORDINGS * 1_500;
jest.setTimeout(2 * ROUND_TIMEOUT);

/** So many fail in the first round, and so many of those in the second as well. */
const FAILURES = 7;
const FAILURES_AGAIN = 3;
/** Not audio: never a success. */
const FOLDER = 'https://drive.google.com/drive/folders/1a2b3c';

// Servers of the operating system, which npm cannot bring; CI installs them where it may.
const inQueueMode = missingServices === undefined ? describe : describe.skip;

inQueueMode('thousand-recordings.json in queue mode', () => {
	let host: QueueHost;
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox({ jobSeconds: 3 });
		host = await startQueueHost();
	});
	afterAll(async () => {
		await host.stop();
		await sandbox.close();
	});

	it(`transcribes ${RECORDINGS} recordings once each, and tries again what failed`, async () => {
		const { rest } = host;
		const { id } = await importTemplate(rest, 'thousand-recordings.json', {
			credentials: sandboxAccess(sandbox),
		});
		const rows = async () => await tableRows(rest, TABLE);
		const rowsThatAre = async (status: string) =>
			(await rows()).filter((row) => row.status === status);
		const round = async () => {
			const begin = Date.now();
			const execution = await rest.waitForExecution(await rest.run(id, SCHEDULE), ROUND_TIMEOUT);
			expect([execution.status, execution.data.resultData.error]).toEqual(['success', undefined]);
			console.info(`round of ${RECORDINGS} recordings: ${(Date.now() - begin) / 1000} s`);
		};
		const starts = () => sandbox.requests.filter(({ method }) => method === 'POST').length;

		// Makes the table.
		await round();
		expect(await rows()).toEqual([]);

		const urls = Array.from({ length: RECORDINGS }, (_, n) => `https://example.com/${n}.mp3`);
		await addRows(
			rest,
			TABLE,
			[FOLDER, ...urls].map((audio_url) => ({ audio_url })),
		);
		sandbox.failNext({ kind: 'job-error', errorCode: 503, times: FAILURES, skip: 5 });
		await round();
		const failed = await rowsThatAre('failed');
		expect(failed).toHaveLength(FAILURES + 1);
		expect(await rowsThatAre('done')).toHaveLength(RECORDINGS - FAILURES);
		expect(starts()).toBe(RECORDINGS);

		sandbox.failNext({ kind: 'job-error', errorCode: 503, times: FAILURES_AGAIN });
		await round();
		expect(await rowsThatAre('failed')).toHaveLength(FAILURES_AGAIN + 1);
		await round();
		expect(starts()).toBe(RECORDINGS + FAILURES + FAILURES_AGAIN);

		const all = sandbox.jobs();
		const expected = urls.map((audio_url): IDataObject => {
			const jobs = all.filter((one) => audioOf(one) === audio_url);
			const job = jobs.find(({ status }) => status === 'done');
			const { full_transcript } = job?.result?.transcription as IDataObject;
			return {
				audio_url,
				status: 'done',
				attempts: jobs.length,
				transcription_id: job?.id,
				transcript: full_transcript,
				failure: null,
			};
		});
		expect(await rows()).toEqual([
			{
				audio_url: FOLDER,
				status: 'given up',
				attempts: 3,
				transcription_id: null,
				transcript: null,
				failure: expect.stringContaining('is a page of Google Drive, not the audio itself'),
			},
			...expected,
		]);

		// Nothing is due any more.
		await round();
		expect(starts()).toBe(RECORDINGS + FAILURES + FAILURES_AGAIN);
	});

	const audioOf = ({ request_params }: Job) => request_params?.audio_url;
});
