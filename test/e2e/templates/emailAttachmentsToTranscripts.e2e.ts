import { readFile } from 'node:fs/promises';
import { RECORDING } from '../../../demo/demoWorkflow';
import { failureOf } from '../../../demo/execution';
import type { N8nRest } from '../../../demo/n8nRest';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { wave } from '../../sandbox/support/wave';
import type { Mailbox } from '../mailbox';
import { startMailbox } from '../mailbox';
import type { MailServer } from '../mailServer';
import { partsOf, smtpAccess, startMailServer } from '../mailServer';
import { connectToHost } from '../n8nHost';
import { until } from '../until';
import { importTemplate, sandboxAccess } from './importTemplate';

jest.setTimeout(120_000);

const OWN_ADDRESS = 'transcripts@mail.test';

let rest: N8nRest;
let sandbox: Sandbox;
let mailbox: Mailbox;
let outgoing: MailServer;
let workflowId: string;

beforeAll(async () => {
	rest = await connectToHost();
	[sandbox, mailbox, outgoing] = await Promise.all([
		startSandbox({ jobSeconds: 0.5 }),
		startMailbox(),
		startMailServer(),
	]);
	const { id } = await importTemplate(rest, 'email-attachments-to-transcripts.json', {
		credentials: {
			...sandboxAccess(sandbox),
			imap: { data: mailbox.access },
			smtp: { data: smtpAccess(outgoing) },
		},
		values: { 'you@example.com': OWN_ADDRESS },
	});
	workflowId = id;
	await rest.activate(id);
});
afterAll(async () => {
	await rest.deactivate(workflowId);
	await Promise.all([sandbox?.close(), mailbox?.close(), outgoing?.close()]);
});

const audio = (name: string, buffer: Buffer) => ({ name, mimeType: 'audio/wav', buffer });
const pdf = { name: 'Agenda.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') };

it('email-attachments-to-transcripts.json answers every recording of every mail, and nothing else', async () => {
	const isSeen = [
		{
			from: 'Ann Lee <ann@mail.test>',
			subject: 'Résumé of the week',
			text: 'Two recordings.',
			attachments: [
				audio('Monday.wav', await readFile(RECORDING)),
				audio('Friday.wav', wave(25)),
				pdf,
			],
		},
		{
			from: 'bob@mail.test',
			subject: 'Only an agenda',
			text: 'No recording here.',
			attachments: [pdf],
		},
		{
			from: 'Cai <cai@mail.test>',
			subject: 'One good, one broken',
			text: 'Please.',
			attachments: [
				audio('Page.wav', Buffer.from('<!DOCTYPE html><html><body>Sign in</body></html>')),
				audio('Talk.wav', wave(9)),
			],
		},
	].map((mail) => mailbox.deliver(mail));
	await until('all replies are sent', () => outgoing.messages.length >= 4);
	await until('all mails are marked as read', () => isSeen.every((seen) => seen()));

	const executions = await Promise.all(
		(await rest.executionIds(workflowId)).map(
			async (id) => await rest.waitForExecution(id, 30_000),
		),
	);
	expect(executions.filter(({ status }) => status !== 'success').map(failureOf)).toEqual([]);

	const replies = outgoing.messages.map((message) => ({
		to: header(message, 'To'),
		from: header(message, 'From'),
		subject: header(message, 'Subject'),
	}));
	expect(replies).toHaveLength(4);
	expect(replies).toEqual(
		expect.arrayContaining(
			[
				['Ann Lee <ann@mail.test>', 'Re: Résumé of the week (Monday.wav)'],
				['Ann Lee <ann@mail.test>', 'Re: Résumé of the week (Friday.wav)'],
				['Cai <cai@mail.test>', 'Re: One good, one broken (Talk.wav)'],
				['Cai <cai@mail.test>', 'Re: One good, one broken (not transcribed)'],
			].map(([to, subject]) => ({ to, from: OWN_ADDRESS, subject })),
		),
	);

	for (const name of ['Monday', 'Friday', 'Talk']) {
		const message = replyAbout(`(${name}.wav)`);
		const { transcription, summarization } = sandbox
			.jobs()
			.find(({ file }) => file?.filename === `${name}.wav`)?.result as {
			transcription: { utterances: Array<{ text: string }> };
			summarization: { results: string };
		};
		const [html = ''] = partsOf(message, 'text/html');
		expect(html).toContain(`<title>${name}.wav</title>`);
		for (const point of summarization.results.split('\n')) {
			expect(html).toContain(`<li>${point.slice(2)}</li>`);
		}
		const [dialogue = ''] = partsOf(message, 'text/plain');
		const said = transcription.utterances.map(({ text }) => text).join(' ');
		expect(onOneLine(dialogue.replace(/^Speaker \d+: /gm, ''))).toBe(onOneLine(said));
		const [subtitles = ''] = partsOf(message, 'application/octet-stream');
		const cues = subtitles.trim().split(/\r?\n\r?\n/);
		expect(onOneLine(cues.map((cue) => cue.split('\n').slice(2).join(' ')).join(' '))).toBe(
			onOneLine(said),
		);
		expect(message).toContain(`filename=${name}.srt`);
		expect(message).toContain(`filename=${name}.txt`);
	}
	const [reason] = partsOf(replyAbout('(not transcribed)'), 'text/plain');
	expect(reason).toContain('The file is a web page, not audio or video ("attachment_0")');
});

const onOneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

const replyAbout = (subject: string): string =>
	outgoing.messages.find((message) => header(message, 'Subject').includes(subject)) ?? '';

/** A header of a mail, decoded. */
function header(message: string, name: string): string {
	const [, folded = ''] = new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'm').exec(message) ?? [];
	return folded
		.replace(/\r\n[ \t]/g, ' ')
		.replace(/=\?utf-8\?B\?(.*?)\?=(\s+(?==\?))?/gi, (_, text: string) =>
			Buffer.from(text, 'base64').toString(),
		)
		.replace(/=\?utf-8\?Q\?(.*?)\?=(\s+(?==\?))?/gi, (_, text: string) =>
			decodeURIComponent(text.replaceAll('_', ' ').replaceAll('=', '%')),
		);
}
