import { readFile } from 'node:fs/promises';
import type { IDataObject } from 'n8n-workflow';
import { RECORDING } from '../../../demo/demoWorkflow';
import type { Execution } from '../../../demo/execution';
import { outputOf } from '../../../demo/execution';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { wave } from '../../sandbox/support/wave';
import type { OpenAi } from '../standIns/openAi';
import { openAiStandIn } from '../standIns/openAi';
import type { InputItem } from '../standIns/openAiResponses';
import { wordsOf } from '../standIns/openAiResponses';
import type { ServiceHost } from '../standIns/serviceHost';
import { startServiceHost } from '../standIns/serviceHost';
import type { Telegram } from '../standIns/telegram';
import { telegramStandIn } from '../standIns/telegram';
import { until } from '../until';
import { agentModel, LONG_ANSWER, LONG_QUESTION, REFUSED_QUESTION } from './agentModel';
import { importTemplate, sandboxAccess } from './importTemplate';
import { recordingsChat } from './recordingsChat';

jest.setTimeout(180_000);

const BOT_TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';
const OPENAI_KEY = 'sk-of-the-template-tests';
const WORDS =
	'Your call is now first in line and will be answered by the next available representative. Thank you for your patience. And so my fellow Americans, ask not what your country can do for you, ask what you can do for your country.';
/** So short that nothing is said in it. */
const SILENCE = Buffer.from('OggS');

let telegram: Telegram;
let openAi: OpenAi;
let host: ServiceHost;
let sandbox: Sandbox;
let speech: Buffer;

beforeAll(async () => {
	speech = await readFile(RECORDING);
	telegram = telegramStandIn(BOT_TOKEN);
	openAi = openAiStandIn(OPENAI_KEY, agentModel);
	// Telegram calls public addresses only; the stand-in plays the tunnel that leads from this one to n8n.
	host = await startServiceHost([telegram, openAi], { WEBHOOK_URL: 'https://n8n.example.com/' });
	sandbox = await startSandbox({ jobSeconds: 0.3 });
});

afterAll(async () => {
	await host?.close();
	await sandbox?.close();
});

/** Waits for the end of the execution that `start` begins, the next one of the workflow. */
async function executionOf(workflowId: string, start: () => Promise<void>): Promise<Execution> {
	const before = await host.rest.executionIds(workflowId);
	await start();
	let id: string | undefined;
	await until('the execution has begun', async () => {
		id = (await host.rest.executionIds(workflowId)).find((one) => !before.includes(one));
		return id !== undefined;
	});
	return await host.rest.waitForExecution(id ?? '', 60_000);
}

/** What a node's error output said. */
function failureIn(execution: Execution): unknown {
	const nodes = ['Get the recording', 'Transcribe the recording', 'Answer'];
	const [failed] = nodes.flatMap((name) => outputOf(execution, name, 1));
	const error = failed?.json.error as string | { message: string } | undefined;
	return typeof error === 'object' ? error.message : error;
}

const roleOf = (item: InputItem) => ('role' in item ? item.role : item.type);

describe('Telegram voice agent', () => {
	const ann = 71;
	const bob = 72;
	let workflowId: string;

	beforeAll(async () => {
		({ id: workflowId } = await importTemplate(host.rest, 'telegram-voice-agent.json', {
			credentials: {
				...sandboxAccess(sandbox),
				telegramApi: { data: { accessToken: BOT_TOKEN } },
				openAiApi: { data: { apiKey: OPENAI_KEY } },
			},
		}));
		await host.rest.activate(workflowId);
	});

	afterAll(async () => await host.rest.deactivate(workflowId));

	beforeEach(() => {
		for (const list of [telegram.sent, telegram.actions, openAi.requests, host.refused]) {
			list.length = 0;
		}
	});

	const say = async (chat: number, message: IDataObject): Promise<Execution> =>
		await executionOf(workflowId, async () => {
			await telegram.deliver(chat, message, host.n8n.url);
		});

	/** A message with a recording, as a file of `size` bytes. */
	const recording = (kind: string, content: Buffer, size?: number) => ({
		[kind]: { file_id: telegram.storeFile(content, size), duration: 19 },
	});

	const askedInChats = () =>
		openAi.requests.map(({ input }) => input.map((item) => [roleOf(item), wordsOf(item)]).slice(1));

	it('answers texts and recordings, each in its chat, and remembers what was said there', async () => {
		await say(ann, { text: 'My name is Ann <3 & I_like *stars' });
		await say(ann, recording('voice', speech));
		await say(bob, recording('video_note', speech));

		const first = ['user', 'My name is Ann <3 & I_like *stars'];
		expect(askedInChats()).toEqual([
			[first],
			[first, ['assistant', `You said: ${first[1]}`], ['user', WORDS]],
			[['user', WORDS]],
		]);
		expect(telegram.sent).toEqual([
			{ chat: ann, text: `You said: ${first[1]}` },
			{ chat: ann, text: `You said: ${WORDS}` },
			{ chat: bob, text: `You said: ${WORDS}` },
		]);
		expect(telegram.actions).toEqual([ann, ann, bob].map((chat) => ({ chat, action: 'typing' })));
		expect(sandbox.jobs().map(({ request_params }) => request_params)).toEqual(
			Array(2).fill({ audio_url: expect.stringContaining(sandbox.url) }),
		);
		expect(host.refused).toEqual([]);
	});

	it('sends a reply of 10,000 characters whole and in order, and cuts no emoji', async () => {
		await say(ann, { text: LONG_QUESTION });

		expect(LONG_ANSWER).toHaveLength(10_000);
		const texts = telegram.sent.map(({ text }) => text);
		expect(texts.length).toBeLessThanOrEqual(3);
		// Telegram takes away the blanks at the ends.
		const letters = (text: string) => text.replace(/\s/g, '');
		expect(letters(texts.join(''))).toBe(letters(LONG_ANSWER));
		expect(host.refused).toEqual([]);
	});

	it('says when it hears no words, gets something else, or fails', async () => {
		const runs = [
			await say(ann, recording('voice', SILENCE)),
			await say(ann, { sticker: { file_id: 'sticker' } }),
			await say(ann, recording('audio', speech, 21_000_000)),
			await say(ann, { text: REFUSED_QUESTION }),
		];
		sandbox.failNext({ kind: 'job-error' });
		runs.push(await say(bob, recording('voice', speech)));

		const failed =
			'Sorry, that did not work. Please try again later. Recordings may have up to 20 MB.';
		expect(telegram.sent).toEqual([
			{
				chat: ann,
				text: 'I could not hear any words in that. Please try again, a little closer to the microphone.',
			},
			{ chat: ann, text: 'I understand voice messages, audio, video and text.' },
			{ chat: ann, text: failed },
			{ chat: ann, text: failed },
			{ chat: bob, text: failed },
		]);
		// Whoever runs the bot finds these among the failed executions, with the cause in an error output.
		expect(runs.map(({ status }) => status)).toEqual([
			'success',
			'success',
			'error',
			'error',
			'error',
		]);
		expect(runs.map(failureIn)).toEqual([
			undefined,
			undefined,
			'Bad Request: file is too big',
			'Bad request - please check your parameters',
			'Gladia could not transcribe the audio [Item 0]',
		]);
		expect(host.refused).toEqual([
			expect.stringContaining('file is too big'),
			expect.stringContaining('content policy'),
		]);
	});
});

describe('Chat with your recordings', () => {
	it('answers from the recordings, with the time and a link to where it was said', async () => {
		const { id } = await importTemplate(host.rest, 'chat-with-recordings.json', {
			credentials: { ...sandboxAccess(sandbox), openAiApi: { data: { apiKey: OPENAI_KEY } } },
		});
		await host.rest.activate(id);
		for (const list of [openAi.requests, host.refused]) list.length = 0;
		const chat = await recordingsChat(host.rest, id);
		const link = 'https://recordings.example.com/monday.wav';
		const monday = await chat.add({ 'monday.wav': wave(300) }, link);
		const others = await chat.add({
			'friday.wav': wave(240),
			'talk.wav': speech,
			'silence.ogg': SILENCE,
			'notes.wav': Buffer.from('%PDF-1.4'),
		});

		const stored = [...monday.passages, ...others.passages];
		const ofFriday = stored.filter(({ filename }) => filename === 'friday.wav');
		expect(monday.message).toBe(`monday.wav: ${monday.passages.length}`);
		const lines = others.message.split('\n');
		expect(lines.pop()).toMatch(/^The file is a PDF document, not audio or video/);
		// n8n lists the files of a form as each of them has arrived.
		expect(lines.sort()).toEqual([
			`friday.wav: ${ofFriday.length}`,
			'notes.wav: 0',
			'silence.ogg: 0',
			'talk.wav: 1',
		]);

		const [onMonday, onFriday] = [monday.passages.at(-1), ofFriday.at(-1)];
		expect(Math.min(Number(onMonday?.start), Number(onFriday?.start))).toBeGreaterThan(30);
		const answers = [
			await chat.ask(String(onMonday?.text), 'ann'),
			await chat.ask(String(onFriday?.text), 'ann'),
			await chat.ask('What can you do for your country?', 'bob'),
		];
		const seconds = Math.floor(Number(onMonday?.start));
		const ofTalk = stored.find(({ filename }) => filename === 'talk.wav');
		expect(answers).toEqual([
			`${onMonday?.text} [monday.wav, ${onMonday?.start_time}](${link}#t=${seconds})`,
			`${onFriday?.text} (friday.wav, ${onFriday?.start_time})`,
			`${ofTalk?.text} (talk.wav, 00:00:00)`,
		]);
		const answered = 'user function_call function_call_output';
		expect(openAi.requests.map(({ input }) => input.map(roleOf).slice(1).join(' '))).toEqual([
			'user',
			answered,
			`${answered} assistant user`,
			`${answered} assistant ${answered}`,
			'user',
			answered,
		]);
		const asked = [onMonday?.text, onFriday?.text, 'What can you do for your country?'];
		expect(openAi.embedded).toEqual(
			[...stored.map(({ text }) => text), ...asked].map((text) =>
				String(text).replaceAll('\n', ' '),
			),
		);
		expect(await chat.page()).toContain('Your recordings');
		expect(host.refused).toEqual([]);
		await host.rest.deactivate(id);
	});
});
