import type { ServerResponse } from 'node:http';
import type { TestServer } from '../support/httpServer';
import { answerJson, startServer } from '../support/httpServer';

/** What n8n's OpenAI Chat Model node sends to `/chat/completions`, as far as the tests look at it. */
export interface ModelRequest {
	messages: Array<{ role: string; content: unknown }>;
	tools?: Array<{ function: { name: string; description: string; parameters: unknown } }>;
	stream?: boolean;
}

/** A server that speaks OpenAI's protocol, as a model that always calls the first tool it has, if any. */
export interface LanguageModel extends Pick<TestServer, 'close'> {
	/** For the field 'Base URL' of n8n's OpenAI credential. */
	baseUrl: string;
	/** All requests to the model so far. */
	requests: () => ModelRequest[];
}

/**
 * Starts a model that calls the first tool, and then repeats what the tool has answered: "The tool says:
 * …". Without tools it repeats what the user says.
 *
 * @param toolArguments what it gives the tool for what the user asks
 */
export async function startLanguageModel(
	toolArguments: (question: string) => object,
): Promise<LanguageModel> {
	const { url, seen, close } = await startServer(({ path, body }, response) => {
		if (!path.endsWith('/chat/completions')) return answerJson(response, 200, { data: [] });
		const request = JSON.parse(body) as ModelRequest;
		const answer = request.messages.find(({ role }) => role === 'tool');
		const isCall = answer === undefined && (request.tools ?? []).length > 0;
		const message = isCall
			? { role: 'assistant', content: null, tool_calls: [call(request, toolArguments)] }
			: { role: 'assistant', content: said(request, answer?.content) };
		const finish = isCall ? 'tool_calls' : 'stop';
		if (request.stream === true) stream(response, message, finish);
		else answerJson(response, 200, completion({ message, finish_reason: finish }));
	});
	return {
		baseUrl: `${url}/v1`,
		requests: () =>
			seen
				.filter(({ path }) => path.endsWith('/chat/completions'))
				.map(({ body }) => JSON.parse(body) as ModelRequest),
		close,
	};
}

const said = (request: ModelRequest, toolAnswer: unknown): string =>
	toolAnswer === undefined
		? `You say: ${questionIn(request)}`
		: `The tool says: ${String(toolAnswer)}`;

const questionIn = ({ messages }: ModelRequest): string =>
	String(messages.findLast(({ role }) => role === 'user')?.content);

function call(request: ModelRequest, toolArguments: (question: string) => object) {
	const { tools = [] } = request;
	const question = questionIn(request);
	return {
		index: 0,
		id: 'call_1',
		type: 'function',
		function: { name: tools[0]?.function.name, arguments: JSON.stringify(toolArguments(question)) },
	};
}

function completion(choice: object, object = 'chat.completion') {
	return {
		id: 'chatcmpl-1',
		object,
		created: 1_795_000_000,
		model: 'stand-in',
		choices: [{ index: 0, ...choice }],
		...(object === 'chat.completion' && {
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		}),
	};
}

function stream(response: ServerResponse, delta: object, finish: string): void {
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	const kind = 'chat.completion.chunk';
	for (const choice of [
		{ delta, finish_reason: null },
		{ delta: {}, finish_reason: finish },
	]) {
		response.write(`data: ${JSON.stringify(completion(choice, kind))}\n\n`);
	}
	response.end('data: [DONE]\n\n');
}
