import type { ServerResponse } from 'node:http';
import type { modelAnswer } from './openAiResponses';

/** Sends an answer of `/v1/responses` as the events in which the API streams it. */
export function sendAsStream(
	response: ServerResponse,
	answer: ReturnType<typeof modelAnswer>,
): void {
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	let number = 0;
	const send = (type: string, fields: object) => {
		const event = { type, sequence_number: number++, ...fields };
		response.write(`event: ${type}\ndata: ${JSON.stringify(event)}\n\n`);
	};
	const begun = { ...answer, status: 'in_progress', output: [], usage: null };
	send('response.created', { response: begun });
	send('response.in_progress', { response: begun });
	for (const [output_index, item] of answer.output.entries()) {
		const place = { output_index, item_id: item.id };
		if (item.type === 'message') {
			const empty = { ...item, status: 'in_progress', content: [] };
			send('response.output_item.added', { output_index, item: empty });
			for (const [content_index, part] of item.content.entries()) {
				const where = { ...place, content_index };
				send('response.content_part.added', { ...where, part: { ...part, text: '' } });
				for (const delta of part.text.match(/\S*\s*/g) ?? []) {
					if (delta !== '') send('response.output_text.delta', { ...where, delta, logprobs: [] });
				}
				send('response.output_text.done', { ...where, text: part.text, logprobs: [] });
				send('response.content_part.done', { ...where, part });
			}
		} else {
			const empty = { ...item, status: 'in_progress', arguments: '' };
			send('response.output_item.added', { output_index, item: empty });
			send('response.function_call_arguments.delta', { ...place, delta: item.arguments });
			send('response.function_call_arguments.done', { ...place, arguments: item.arguments });
		}
		send('response.output_item.done', { output_index, item });
	}
	send('response.completed', { response: answer });
	response.end();
}
