import type { IDataObject } from 'n8n-workflow';
import type { N8nRest } from '../../../demo/n8nRest';
import { knownEntities } from '../../../sandbox/result/phrases';
import type { Sandbox } from '../../../sandbox/sandbox';
import { DEFAULT_KEY, startSandbox } from '../../../sandbox/sandbox';
import type { MailServer } from '../mailServer';
import { partsOf, smtpAccess, startMailServer } from '../mailServer';
import { connectToHost } from '../n8nHost';
import { until } from '../until';
import { dropTable, tableRows } from './dataTable';
import { importTemplate, sandboxAccess } from './importTemplate';

jest.setTimeout(150_000);

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const TABLE = 'Gladia redacted transcripts';

let rest: N8nRest;
let sandbox: Sandbox;
let mail: MailServer;

beforeAll(async () => {
	rest = await connectToHost();
	sandbox = await startSandbox({ jobSeconds: 1.5 });
	mail = await startMailServer();
});
afterAll(async () => {
	await mail.close();
	await sandbox.close();
	await dropTable(rest, TABLE);
});

/** A minute of talk with names in it. */
const recording = Buffer.alloc(2_000_000, 'talk');

it('keeps the redacted text, deletes the rest at Gladia, and tells what it cannot delete', async () => {
	const { id, workflow } = await importTemplate(rest, 'redact-and-delete.json', {
		credentials: {
			...sandboxAccess(sandbox),
			smtp: { data: smtpAccess(mail) },
		},
		values: {
			'n8n@example.com': 'n8n@example.test',
			'privacy@example.com': 'privacy@example.test',
		},
	});
	await rest.activate(id);
	const form = workflow.nodes.find(({ type }) => type.endsWith('.formTrigger'));
	const url = `${rest.url}/form/${form?.webhookId}`;
	await until('the form is there', async () => (await fetch(url)).ok);

	// The last of three fails; one that is done cannot be deleted at once.
	sandbox.failNext({ kind: 'job-error', errorCode: 503, skip: 2 });
	sandbox.failNext({ kind: 'status', status: 403, method: 'DELETE' });
	const body = new FormData();
	body.append('field-0', 'case 4711');
	for (const name of ['Maria Lopez.mp3', 'call.mp3', 'other call.mp3']) {
		body.append('field-1', new Blob([recording], { type: 'audio/mpeg' }), name);
	}
	expect((await fetch(url, { method: 'POST', body })).status).toBe(200);

	await until('the mail has come', () => mail.messages.length === 1);
	const [left, ...others] = sandbox.jobs();
	expect(others).toEqual([]);
	const { full_transcript } = (left?.result?.transcription ?? {}) as IDataObject;
	const rows = await tableRows(rest, TABLE);
	const expected = rows.map((row): IDataObject => {
		const isKept = row.transcription_id === left?.id;
		const isDone = row.status === 'done';
		return {
			reference: 'case 4711',
			recording: row.recording,
			transcription_id: expect.stringMatching(UUID),
			status: row.status,
			redacted_text: isDone ? expect.stringMatching(/\[[A-Z_]+\]/) : null,
			...(isKept && isDone && { redacted_text: full_transcript }),
			duration_seconds: isDone ? expect.any(Number) : null,
			deleted_at_gladia: !isKept,
			note: isKept
				? 'The transcription cannot be deleted yet [Item 0]'
				: isDone
					? null
					: expect.stringContaining('Gladia could not transcribe the audio'),
		};
	});
	expect(rows).toEqual(expected);
	expect(rows.map(({ recording }) => recording)).toEqual([
		'recordings_0',
		'recordings_1',
		'recordings_2',
	]);
	expect(rows.map(({ status }) => status).sort()).toEqual(['done', 'done', 'failed']);
	const stored = JSON.stringify(rows);
	for (const personal of Object.keys(knownEntities)) expect(stored).not.toContain(personal);
	const { recording: name } =
		rows.find(({ transcription_id }) => transcription_id === left?.id) ?? {};
	expect(partsOf(mail.messages[0] ?? '', 'text/plain')[0]).toContain(
		`case 4711, ${String(name)}, transcription ${left?.id}: The transcription cannot be deleted yet`,
	);

	await rest.run(id, 'Every night');
	await until('it is deleted as well', () => sandbox.jobs().length === 0);
	const isNoted = async () =>
		(await tableRows(rest, TABLE)).every((row) => row.deleted_at_gladia === true);
	await until('the table says so', isNoted);
	expect(mail.messages).toHaveLength(1);
	for (const row of rows) {
		for (const path of ['', '/file']) {
			const address = `${sandbox.url}/v2/pre-recorded/${String(row.transcription_id)}${path}`;
			const answer = await fetch(address, { headers: { 'x-gladia-key': DEFAULT_KEY } });
			expect(answer.status).toBe(404);
		}
	}
	await until(
		'n8n lists no execution with recordings',
		async () => (await rest.executionIds(id)).length === 0,
	);
	await rest.deactivate(id);
});
