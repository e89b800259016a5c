import { answerJson } from '../../support/httpServer';
import { vectorOf } from '../embeddingsServer';
import type { ModelReply, ModelRequest } from './openAiResponses';
import { checkedRequest, invalid, modelAnswer } from './openAiResponses';
import { sendAsStream } from './openAiStream';
import type { ServiceRequest, StandIn } from './standIn';
import { jsonOf, Refusal } from './standIn';

/** OpenAI's API with a model that answers as a test says. */
export interface OpenAi extends StandIn {
	/** What the chat model was asked, in order. */
	requests: ModelRequest[];
	/** The texts that were turned into vectors, in order. */
	embedded: string[];
}

const CHAT_MODELS = ['gpt-5-mini', 'gpt-4.1-mini'];
/** Name → dimensions. */
const EMBEDDING_MODELS: Record<string, number> = {
	'text-embedding-3-small': 1536,
	'text-embedding-3-large': 3072,
};
const MOST_INPUTS = 2048;
/** 8,192 tokens of at least one character. */
const FEWEST_CHARACTERS_OF_TOO_MANY_TOKENS = 8192 * 4;

const NOT_JSON = invalid('We could not parse the JSON body of your request.');

/**
 * @param key the only API key
 * @param reply what the chat model answers; it gets requests that keep OpenAI's rules only
 */
export function openAiStandIn(key: string, reply: (request: ModelRequest) => ModelReply): OpenAi {
	const requests: ModelRequest[] = [];
	const embedded: string[] = [];
	return {
		hosts: ['api.openai.com'],
		requests,
		embedded,
		answer(request, response) {
			if (request.headers.authorization !== `Bearer ${key}`) {
				const error = { message: 'Incorrect API key provided.', code: 'invalid_api_key' };
				throw new Refusal(401, { error: { ...error, type: 'invalid_request_error', param: null } });
			}
			switch (`${request.method} ${request.url.pathname}`) {
				case 'GET /v1/models':
					return answerJson(response, 200, { object: 'list', data: CHAT_MODELS.map(modelEntry) });
				case 'POST /v1/embeddings':
					return answerJson(response, 200, embeddings(request, embedded));
				case 'POST /v1/responses': {
					const asked = checkedRequest(jsonOf(request, NOT_JSON), CHAT_MODELS);
					requests.push(asked);
					const answer = modelAnswer(asked, reply(asked), requests.length);
					if (asked.stream === true) return sendAsStream(response, answer);
					return answerJson(response, 200, answer);
				}
				default:
					throw new Refusal(404, {
						error: { message: `Invalid URL (${request.method} ${request.url.pathname})` },
					});
			}
		},
	};
}

const modelEntry = (id: string) => ({ id, object: 'model', created: 1, owned_by: 'openai' });

interface EmbeddingsRequest {
	model: string;
	input: string | string[];
	encoding_format?: 'float' | 'base64';
}

function embeddings(request: ServiceRequest, embedded: string[]) {
	const { model, input, encoding_format = 'float' } = jsonOf<EmbeddingsRequest>(request, NOT_JSON);
	const dimensions = EMBEDDING_MODELS[model];
	if (dimensions === undefined) {
		throw invalid(`The model '${model}' does not exist`, null, 'model_not_found');
	}
	const inputs = [input].flat();
	if (inputs.length === 0 || inputs.length > MOST_INPUTS) {
		throw invalid(`'input' has to have 1 to ${MOST_INPUTS} entries`, 'input');
	}
	for (const text of inputs) {
		if (typeof text !== 'string' || text === '') {
			throw invalid("'input' cannot be an empty string.", 'input');
		}
		if (text.length >= FEWEST_CHARACTERS_OF_TOO_MANY_TOKENS) {
			throw invalid('maximum context length is 8192 tokens', 'input', 'context_length_exceeded');
		}
	}
	embedded.push(...inputs);
	const usage = { prompt_tokens: inputs.length, total_tokens: inputs.length };
	const data = inputs.map((text, index) => {
		const vector = vectorOf(text, dimensions);
		const packed = Buffer.from(Float32Array.from(vector).buffer).toString('base64');
		return {
			object: 'embedding',
			index,
			embedding: encoding_format === 'base64' ? packed : vector,
		};
	});
	return { object: 'list', model, data, usage };
}
