import { Refusal } from './standIn';

/** An entry of the conversation in a request to `/v1/responses`. */
export type InputItem =
	| { type?: 'message'; role: string; content: string | Array<{ type: string; text?: string }> }
	| { type: 'function_call'; call_id: string; name: string; arguments: string }
	| { type: 'function_call_output'; call_id: string; output: unknown };

/** A request to `/v1/responses`, as far as tests look at it. */
export interface ModelRequest {
	model: string;
	input: InputItem[];
	tools?: Array<{ type: string; name: string; description?: string; parameters?: object }>;
	stream?: boolean;
}

/** What the model says, or which tool it calls. */
export type ModelReply = { text: string } | { call: { name: string; arguments: object } };

const KNOWN = [
	'include input instructions max_output_tokens metadata model parallel_tool_calls',
	'previous_response_id prompt_cache_key prompt_cache_retention reasoning safety_identifier',
	'service_tier store stream temperature text tool_choice tools top_p truncation user',
].flatMap((names) => names.split(' '));
/** Settings that models that reason do not take. */
const NOT_FOR_REASONING = ['temperature', 'top_p'];
const PARTS: Record<string, string[]> = {
	assistant: ['output_text', 'refusal'],
	user: ['input_text', 'input_image', 'input_file'],
};

/** @param param the field of the request that is at fault */
export function invalid(message: string, param: string | null = null, code: string | null = null) {
	return new Refusal(400, { error: { message, type: 'invalid_request_error', param, code } });
}

/** @throws Refusal when the request breaks a rule of the Responses API */
export function checkedRequest(body: ModelRequest, models: string[]): ModelRequest {
	for (const name of Object.keys(body)) {
		if (!KNOWN.includes(name)) throw invalid(`Unknown parameter: '${name}'.`, name);
		if (body.model.startsWith('gpt-5') && NOT_FOR_REASONING.includes(name)) {
			throw invalid(`Unsupported parameter: '${name}' is not supported with this model.`, name);
		}
	}
	if (!models.includes(body.model)) {
		throw invalid(
			`The requested model '${body.model}' does not exist.`,
			'model',
			'model_not_found',
		);
	}
	for (const { type, name } of body.tools ?? []) {
		if (type === 'function' && !/^[\w-]{1,64}$/.test(name)) {
			throw invalid(`Invalid 'tools[0].name': string does not match pattern.`, 'tools[0].name');
		}
	}
	checkConversation(body.input);
	return body;
}

/** Every call of a tool has its answer, and every answer its call. */
function checkConversation(input: InputItem[]): void {
	const open = new Set<string>();
	for (const item of input) {
		switch (item.type) {
			case 'function_call':
				JSON.parse(item.arguments);
				open.add(item.call_id);
				break;
			case 'function_call_output':
				if (!open.delete(item.call_id)) {
					throw invalid(
						`No tool call found for function call output with call_id ${item.call_id}.`,
						'input',
					);
				}
				break;
			default:
				checkParts(item.role, item.content);
		}
	}
	for (const id of open) throw invalid(`No tool output found for function call ${id}.`, 'input');
}

function checkParts(role: string, content: string | Array<{ type: string }>): void {
	if (typeof content === 'string') return;
	const allowed = PARTS[role] ?? PARTS.user ?? [];
	for (const { type } of content) {
		if (!allowed.includes(type)) {
			throw invalid(
				`Invalid value: '${type}'. Supported values are: ${allowed.join(', ')}.`,
				'input',
			);
		}
	}
}

/** The words of an entry of the conversation. */
export function wordsOf(item: InputItem | undefined): string {
	if (item === undefined || item.type === 'function_call') return '';
	const content = item.type === 'function_call_output' ? item.output : item.content;
	if (typeof content === 'string') return content;
	return (content as Array<{ text?: string }>).map(({ text = '' }) => text).join('');
}

/** The whole answer of `/v1/responses`. */
export function modelAnswer(
	{ model, tools = [] }: ModelRequest,
	reply: ModelReply,
	number: number,
) {
	return {
		id: `resp_${number}`,
		object: 'response',
		created_at: 1_795_000_000,
		status: 'completed',
		model,
		output: [outputItem(reply, number)],
		tools,
		tool_choice: 'auto',
		parallel_tool_calls: true,
		error: null,
		incomplete_details: null,
		instructions: null,
		metadata: {},
		usage: {
			input_tokens: 1,
			input_tokens_details: { cached_tokens: 0 },
			output_tokens: 1,
			output_tokens_details: { reasoning_tokens: 0 },
			total_tokens: 2,
		},
	};
}

function outputItem(reply: ModelReply, number: number) {
	if ('text' in reply) {
		const part = { type: 'output_text', text: reply.text, annotations: [], logprobs: [] };
		const id = `msg_${number}`;
		return {
			type: 'message',
			id,
			status: 'completed',
			role: 'assistant',
			content: [part],
		} as const;
	}
	return {
		type: 'function_call',
		id: `fc_${number}`,
		call_id: `call_${number}`,
		status: 'completed',
		name: reply.call.name,
		arguments: JSON.stringify(reply.call.arguments),
	} as const;
}
