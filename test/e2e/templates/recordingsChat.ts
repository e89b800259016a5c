import type { IDataObject } from 'n8n-workflow';
import { outputOf } from '../../../demo/execution';
import type { N8nRest } from '../../../demo/n8nRest';
import { until } from '../until';

/** The form and the chat of the template that answers from recordings, used as their pages use them. */
export interface RecordingsChat {
	/** Fills in the form; returns what its last page says, and the passages that were stored. */
	add(
		files: Record<string, Buffer>,
		link?: string,
	): Promise<{ message: string; passages: IDataObject[] }>;
	/** Asks in the chat; returns what it shows. */
	ask(question: string, sessionId: string): Promise<string>;
	/** The page of the chat. */
	page(): Promise<string>;
}

export async function recordingsChat(rest: N8nRest, workflowId: string): Promise<RecordingsChat> {
	const { nodes } = await rest.workflow(workflowId);
	const pathOf = (name: string) => nodes.find((node) => node.name === name)?.webhookId ?? '';
	const form = `${rest.url}/form/${pathOf('Add recordings')}`;
	const chat = `${rest.url}/webhook/${pathOf('Ask about the recordings')}/chat`;
	return {
		async add(files, link = '') {
			const body = new FormData();
			for (const [name, content] of Object.entries(files)) {
				body.append('field-0', new Blob([content], { type: 'audio/wav' }), name);
			}
			body.append('field-1', link);
			const answer = await fetch(form, { method: 'POST', body });
			const { formWaitingUrl } = (await answer.json()) as { formWaitingUrl: string };
			const { pathname, search } = new URL(formWaitingUrl);
			// n8n leaves a page open that asks for the next one too soon.
			await until('the last page of the form is there', async () => {
				const status = await fetch(`${rest.url}${pathname}/n8n-execution-status${search}`);
				return (await status.text()).trim() === 'form-waiting';
			});
			const page = await (await fetch(rest.url + pathname + search)).text();
			const [message = ''] = /(?<=pre-line;">)[^<]*/.exec(page) ?? [];
			const [id = ''] = (await rest.executionIds(workflowId)).slice(-1);
			const passages = outputOf(await rest.execution(id), 'Transcribe the recordings');
			return { message: message.trim(), passages: passages.map(({ json }) => json) };
		},
		async ask(chatInput, sessionId) {
			const response = await fetch(chat, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ action: 'sendMessage', sessionId, chatInput }),
			});
			const lines = (await response.text()).trim().split('\n');
			return lines.map((line) => (JSON.parse(line) as { content?: string }).content ?? '').join('');
		},
		page: async () => await (await fetch(chat)).text(),
	};
}
