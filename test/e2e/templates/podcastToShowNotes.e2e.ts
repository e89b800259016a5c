import type { INode } from 'n8n-workflow';
import { failureOf } from '../../../demo/execution';
import type { N8nRest } from '../../../demo/n8nRest';
import type { Job, Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import type { TestServer } from '../../support/httpServer';
import { startServer } from '../../support/httpServer';
import type { MailServer } from '../mailServer';
import { partsOf, smtpAccess, startMailServer } from '../mailServer';
import { connectToHost } from '../n8nHost';
import { until } from '../until';
import { importTemplate, sandboxAccess } from './importTemplate';

jest.setTimeout(150_000);

const EDITOR = 'editor@mail.test';

interface Episode {
	title: string;
	date: Date;
	audio: string;
}

let rest: N8nRest;
let sandbox: Sandbox;
let outgoing: MailServer;
let podcast: TestServer;
/** What the feed has, newest first. */
let episodes: Episode[];

beforeAll(async () => {
	rest = await connectToHost();
	[sandbox, outgoing, podcast] = await Promise.all([
		startSandbox({ jobSeconds: 0.5 }),
		startMailServer(),
		startServer((_request, response) => {
			response.setHeader('content-type', 'application/rss+xml').end(feedOf(episodes));
		}),
	]);
});
afterAll(async () => {
	await Promise.all([sandbox?.close(), outgoing?.close(), podcast?.close()]);
});

const importPodcast = async () =>
	await importTemplate(rest, 'podcast-to-show-notes.json', {
		credentials: { ...sandboxAccess(sandbox), smtp: { data: smtpAccess(outgoing) } },
		values: {
			'https://example.com/podcast.xml': `${podcast.url}/podcast.xml`,
			'you@example.com': EDITOR,
		},
	});

const episode = (number: number, minutesAgo: number): Episode => ({
	title: `Episode ${number}: Q&A`,
	date: new Date(Date.now() - minutesAgo * 60_000),
	audio: `https://cdn.podcast.test/episode-${number}.mp3`,
});

it('podcast-to-show-notes.json sends the show notes of the latest episode when it is tried', async () => {
	episodes = [episode(2, 60), episode(1, 10_000)];
	const { id } = await importPodcast();
	const execution = await rest.waitForExecution(await rest.run(id, 'New episode'), 60_000);
	if (execution.status !== 'success') throw new Error(failureOf(execution));
	expect(outgoing.messages).toHaveLength(1);
	expectShowNotes(2);
});

it('podcast-to-show-notes.json sends those of every new episode, and tells which have none', async () => {
	episodes = [episode(3, 30)];
	const { workflow } = await importPodcast();
	const id = await rest.createWorkflow({ ...workflow, nodes: workflow.nodes.map(pollingSoon) });
	await rest.activate(id);
	outgoing.messages.length = 0;
	const drivePage = { ...episode(6, 0), audio: 'https://drive.google.com/file/d/1Vd/view' };
	episodes = [drivePage, episode(5, 0), episode(4, 1), ...episodes];
	await until('three mails have come', () => outgoing.messages.length >= 3, 100_000);
	await rest.deactivate(id);

	expect(outgoing.messages).toHaveLength(3);
	expectShowNotes(4);
	expectShowNotes(5);
	const failure = mailWith('Subject: No show notes: Episode 6: Q&A');
	expect(failure).toContain('Google Drive');
});

/** Every minute, the next time in ten seconds, instead of every hour: nothing else differs from the template. */
const pollingSoon = (node: INode): INode =>
	node.name === 'New episode'
		? {
				...node,
				parameters: {
					...node.parameters,
					pollTimes: { item: [{ mode: 'custom', cronExpression: `${inTenSeconds()} * * * * *` }] },
				},
			}
		: node;

const inTenSeconds = (): number => new Date(Date.now() + 10_000).getSeconds();

const mailWith = (text: string): string =>
	outgoing.messages.find((message) => message.replaceAll('=\r\n', '').includes(text)) ?? '';

/** Compares the mail about an episode with what Gladia has said about its audio. */
function expectShowNotes(number: number): void {
	const message = mailWith(`Subject: Show notes: Episode ${number}: Q&A`);
	expect(message).toContain(`To: ${EDITOR}`);
	const result = resultOf(`episode-${number}.mp3`);
	const [page = ''] = partsOf(message, 'text/html');
	expect(page).toContain(`<title>Episode ${number}: Q&amp;A</title>`);
	expect(page).toContain(`<audio controls preload="none" src="https://cdn.podcast.test/`);
	const text = page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
	const { chapterization, summarization, audio_to_llm, transcription, translation } = result;
	for (const { headline } of chapterization.results) expect(text).toContain(shown(headline));
	expect(text).toContain(shown(summarization.results));
	for (const { results } of audio_to_llm.results) expect(text).toContain(shown(results.response));
	for (const utterance of transcription.utterances) expect(text).toContain(shown(utterance.text));
	expect(text).toContain('Show Notes');
	expect(text).toContain('Title Ideas');

	const subtitles = partsOf(message, 'application/octet-stream').filter((file) =>
		file.startsWith('1\n00:00:'),
	);
	const languages = [transcription, ...translation.results];
	expect(subtitles.map(wordsOf)).toEqual(
		languages.map(({ utterances }) =>
			spacedAlike(utterances.map(({ text: said }) => said).join(' ')),
		),
	);
	expect(languages.slice(1).map(({ languages: [code] = [] }) => code)).toEqual(['fr', 'es']);
	for (const name of ['srt', 'fr.srt', 'es.srt', 'md', 'fr.md', 'es.md']) {
		expect(message).toContain(`filename=episode-${number}.${name}`);
	}
}

/** As a text stands in a page: in one line, with marks escaped. */
const shown = (text: string): string =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll("'", '&#39;')
		.replaceAll('"', '&quot;')
		.replace(/^(?:-|\d+\.) /gm, '')
		.trim()
		.replace(/\s+/g, ' ');

const wordsOf = (subtitles: string): string => {
	const cues = subtitles.trim().split(/\r?\n\r?\n/);
	return spacedAlike(cues.map((cue) => cue.split('\n').slice(2).join(' ')).join(' '));
};

/** Subtitles are made of words, which do not tell that French has a space before a question mark. */
const spacedAlike = (text: string): string =>
	text
		.trim()
		.replace(/\s+/g, ' ')
		.replace(/ (?=[?!])/g, '');

interface Spoken {
	languages: string[];
	utterances: Array<{ text: string }>;
}

interface Result {
	transcription: Spoken;
	translation: { results: Spoken[] };
	chapterization: { results: Array<{ headline: string }> };
	summarization: { results: string };
	audio_to_llm: { results: Array<{ results: { response: string } }> };
}

function resultOf(filename: string): Result {
	const job = sandbox.jobs().find((one: Job) => one.file?.filename === filename);
	return job?.result as unknown as Result;
}

/** A feed as podcast hosts write it. */
const feedOf = (list: Episode[]): string =>
	`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Our podcast</title>${list
		.map(
			({ title, date, audio }) =>
				`<item><title><![CDATA[${title}]]></title><guid>${audio}</guid><pubDate>${date.toUTCString()}</pubDate><enclosure url="${audio}" length="1000" type="audio/mpeg"/></item>`,
		)
		.join('')}</channel></rss>`;
