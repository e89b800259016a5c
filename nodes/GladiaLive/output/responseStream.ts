import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isRecord } from '../../shared/json/values';
import type { LiveMessage } from '../session/messages';

/** Utterance fields that captions need; words would only make the chunks long. */
const CAPTION_FIELDS = ['text', 'start', 'end', 'channel', 'language'];

/** Sends transcripts to who has called the workflow, while the audio is still running. */
export class ResponseStream {
	private hasBegun = false;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly itemIndex: number,
	) {}

	/** Whether the workflow answers as a stream. Older versions of n8n cannot. */
	static isWanted(context: IExecuteFunctions): boolean {
		return 'isStreaming' in context && context.isStreaming();
	}

	/** Sends `{id, is_final, text, start, end, channel, language}` for a transcript, partial or final. */
	hear({ type, data }: LiveMessage): void {
		if (type !== 'transcript' || !isRecord(data) || !isRecord(data.utterance)) return;
		if (!this.hasBegun) this.send('begin');
		this.hasBegun = true;
		const { id, is_final: isFinal, utterance } = data;
		const caption = Object.fromEntries(CAPTION_FIELDS.map((name) => [name, utterance[name]]));
		const text = typeof caption.text === 'string' ? caption.text.trim() : caption.text;
		this.send('item', { id, is_final: isFinal, ...caption, text });
	}

	end(): void {
		if (this.hasBegun) this.send('end');
	}

	private send(type: 'begin' | 'item' | 'end', content?: IDataObject): void {
		// n8n's own nodes do not wait for a chunk either; a caller who has hung up is no reason to stop.
		const sent: unknown = this.context.sendChunk(type, this.itemIndex, content);
		void Promise.resolve(sent).catch(() => undefined);
	}
}
