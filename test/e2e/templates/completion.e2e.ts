import type { IDataObject } from 'n8n-workflow';
import { failureOf, outputOf } from '../../../demo/execution';
import type { N8nRest } from '../../../demo/n8nRest';
import type { Job, Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import {
	API_KEY,
	SECRET,
	sendWebhook,
	startJob,
	webhookBody,
} from '../../GladiaTrigger/support/calls';
import { connectToHost } from '../n8nHost';
import { until } from '../until';
import { dropTable, tableRows } from './dataTable';
import { importTemplate } from './importTemplate';

jest.setTimeout(150_000);

const TABLE = 'Gladia transcriptions';

let rest: N8nRest;
let sandbox: Sandbox;

beforeAll(async () => {
	rest = await connectToHost();
});
beforeEach(async () => {
	sandbox = await startSandbox({ jobSeconds: 0.5 });
});
afterEach(async () => {
	await sandbox.close();
	await dropTable(rest, TABLE);
});

const importForSandbox = async (file: string) =>
	await importTemplate(rest, file, {
		credentials: {
			gladiaApi: { data: { apiKey: API_KEY, baseUrl: sandbox.url, webhookSecret: SECRET } },
		},
	});

const startJobs = async (...names: string[]) =>
	await Promise.all(
		names.map(async (name) => await startJob(sandbox.url, `https://example.com/${name}.mp3`)),
	);

const untilAllJobsEnded = async () =>
	await until('all jobs have ended', () =>
		sandbox.jobs().every(({ status }) => status === 'done' || status === 'error'),
	);

/** The row of a job that is done. */
function rowOf({ id, kind, file, result }: Job): IDataObject {
	const { transcription, metadata } = result as Record<string, IDataObject>;
	return {
		transcription_id: id,
		status: 'done',
		kind,
		filename: file?.filename ?? null,
		duration_seconds: metadata?.audio_duration,
		languages: (transcription?.languages as string[]).join(', '),
		transcript: transcription?.full_transcript,
		summary: null,
		failure: null,
	};
}

/** The row of a job that failed. */
const rowOfFailure = ({ id }: Job, more: IDataObject): IDataObject => ({
	transcription_id: id,
	status: 'error',
	kind: 'pre-recorded',
	filename: null,
	duration_seconds: null,
	languages: null,
	transcript: null,
	summary: null,
	...more,
});

const byId = (one: IDataObject, other: IDataObject) =>
	String(one.transcription_id).localeCompare(String(other.transcription_id));

const storedRows = async () => (await tableRows(rest, TABLE)).sort(byId);

describe('completion-to-data-table.json', () => {
	it("stores one row for each event of the account's webhooks, once", async () => {
		const { id, workflow } = await importForSandbox('completion-to-data-table.json');
		const trigger = workflow.nodes.find(({ type }) => type.endsWith('.gladiaTrigger'));
		const url = `${rest.url}/webhook/${trigger?.webhookId}/gladia-trigger`;
		const switchOn = async () => {
			await rest.activate(id);
			const isListening = async () => (await fetch(url, { method: 'PUT' })).status !== 404;
			await until('the webhook is registered', isListening);
		};
		const untilEnded = async (count: number) => {
			const ended = async () => await rest.executionIds(id, 'success');
			await until(
				`${count} executions have succeeded`,
				async () => (await ended()).length === count,
			);
		};
		await switchOn();
		sandbox.setWebhooks([{ url, secret: SECRET }]);
		sandbox.failNext({ kind: 'job-error', errorCode: 503, skip: 2 });
		await startJobs('a', 'b', 'c');
		await untilEnded(3);
		const live = sandbox.seedLiveJob();
		await sendWebhook(url, webhookBody('live.end_session', live.id));
		await untilEnded(4);

		const expected = sandbox
			.jobs()
			.map((job) =>
				job.status === 'done'
					? rowOf(job)
					: rowOfFailure(job, { failure: 'Gladia could not transcribe the recording' }),
			);
		expect(expected.filter(({ status }) => status === 'error')).toHaveLength(1);
		expect(await storedRows()).toEqual(expected.sort(byId));

		// Switched off and on, the trigger does not know the events that it has had.
		await rest.deactivate(id);
		await switchOn();
		await sendWebhook(url, webhookBody('live.end_session', live.id));
		await untilEnded(5);
		expect(await storedRows()).toEqual(expected);
		await rest.deactivate(id);
	});
});

describe('completion-by-schedule.json', () => {
	it('stores what has ended, reads nothing twice, and tries again what could not be read', async () => {
		const { id } = await importForSandbox('completion-by-schedule.json');
		const check = async () =>
			await rest.waitForExecution(await rest.run(id, 'Every 15 minutes'), 60_000);
		const readJobs = () =>
			sandbox.requests.filter(({ method, path }) => method === 'GET' && /\/[\w-]{36}$/.test(path));

		sandbox.failNext({ kind: 'job-error', errorCode: 503, skip: 1 });
		await startJobs('a', 'b');
		await untilAllJobsEnded();
		expect((await check()).status).toBe('success');
		const first = sandbox
			.jobs()
			.map((job) =>
				job.status === 'done'
					? rowOf(job)
					: rowOfFailure(job, {
							filename: job.file?.filename,
							duration_seconds: job.file?.audio_duration,
							languages: '',
							failure: 'Gladia ended the transcription with status 503',
						}),
			)
			.sort(byId);
		expect(await storedRows()).toEqual(first);
		expect(readJobs()).toHaveLength(2);

		// Nothing is new.
		expect(outputOf(await check(), 'Only new ones')).toEqual([]);
		expect(readJobs()).toHaveLength(2);

		const [kept, lost] = await startJobs('c', 'd');
		await untilAllJobsEnded();
		sandbox.failNext({ kind: 'status', status: 401, path: `/v2/pre-recorded/${lost}` });
		const failed = await check();
		expect(failed.status).toBe('error');
		expect(failureOf(failed)).toContain('the next run tries again');
		expect((await storedRows()).map((row) => row.transcription_id)).toContain(kept);
		expect((await storedRows()).map((row) => row.transcription_id)).not.toContain(lost);

		expect((await check()).status).toBe('success');
		const others = sandbox.jobs().filter((job) => job.id === kept || job.id === lost);
		expect(await storedRows()).toEqual([...first, ...others.map(rowOf)].sort(byId));
	});
});
