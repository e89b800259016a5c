import type { ModelReply, ModelRequest } from '../standIns/openAiResponses';
import { invalid, wordsOf } from '../standIns/openAiResponses';

/** To this the model answers with LONG_ANSWER. */
export const LONG_QUESTION = 'Tell me everything';
/** This the model does not answer. */
export const REFUSED_QUESTION = 'Tell me something forbidden';

/** 10,000 characters with what Telegram might take for formatting, and an emoji where a message is full. */
export const LONG_ANSWER = `${'x'.repeat(4095)}😀${' <b>5 & 6_7*</b>'.repeat(400)}`.slice(
	0,
	10_000,
);

interface Passage {
	pageContent: string;
	metadata: { recording: string; start: string; link?: string };
}

/**
 * A model that repeats what people say. With a tool it searches first, and answers with the best passage
 * and where it comes from.
 */
export function agentModel({ input, tools = [] }: ModelRequest): ModelReply {
	const latest = input.at(-1);
	const words = wordsOf(latest);
	if (latest?.type === 'function_call_output') return { text: quoted(bestPassage(words)) };
	const [search] = tools;
	if (search) return { call: { name: search.name, arguments: { input: words } } };
	if (words === REFUSED_QUESTION) throw invalid('This violates our content policy.');
	return { text: words === LONG_QUESTION ? LONG_ANSWER : `You said: ${words}` };
}

/** The first of those that n8n's vector store hands to the model, which are the nearest first. */
function bestPassage(toolOutput: string): Passage {
	const [found] = JSON.parse(toolOutput) as Array<{ response: Array<{ text: string }> }>;
	return JSON.parse(found?.response[0]?.text ?? '') as Passage;
}

function quoted({ pageContent, metadata: { recording, start, link } }: Passage): string {
	return `${pageContent} ${link ? `[${recording}, ${start}](${link})` : `(${recording}, ${start})`}`;
}
