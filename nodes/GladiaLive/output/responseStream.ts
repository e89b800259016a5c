import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isRecord } from '../../shared/json/values';
import type { LiveMessage } from '../messages/liveMessage';

/** Utterance fields that captions need; words would only make the chunks longer. */
const CAPTION_FIELDS = ['text', 'start', 'end', 'channel', 'language'];

/** Sends transcripts to the workflow's caller while the audio is still streaming. */
export class ResponseStream {
	private hasStarted = false;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly itemIndex: number,
	) {}

	/** Whether the workflow responds by streaming, which older versions of n8n cannot. */
	static isWanted(context: IExecuteFunctions): boolean {
		return 'isStreaming' in context && context.isStreaming();
	}

	/** Sends `{id, is_final, text, start, end, channel, language}` for a transcript, partial or final. */
	onMessage({ type, data }: LiveMessage): void {
		if (type !== 'transcript' || !isRecord(data) || !isRecord(data.utterance)) return;
		if (!this.hasStarted) this.send('begin');
		this.hasStarted = true;
		const { id, is_final: isFinal, utterance } = data;
		const caption = Object.fromEntries(CAPTION_FIELDS.map((name) => [name, utterance[name]]));
		const text = typeof caption.text === 'string' ? caption.text.trim() : caption.text;
		this.send('item', { id, is_final: isFinal, ...caption, text });
	}

	end(): void {
		if (this.hasStarted) this.send('end');
	}

	private send(type: 'begin' | 'item' | 'end', content?: IDataObject): void {
		// n8n's own nodes do not wait for a chunk either; a caller that disconnects must not stop the session.
		const sent: unknown = this.context.sendChunk(type, this.itemIndex, content);
		void Promise.resolve(sent).catch(() => undefined);
	}
}
