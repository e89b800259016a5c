import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../shared/json/values';

/** The body with acknowledgments switched on: without them, a broken connection could not be resumed. */
export function withAcknowledgments(body: IDataObject): IDataObject {
	return { ...body, messages_config: { ...messagesOf(body), receive_acknowledgments: true } };
}

/** Whether the user has switched acknowledgments on or off; undefined when not set. */
export function acknowledgmentsIn(body: IDataObject): boolean | undefined {
	const choice = messagesOf(body).receive_acknowledgments;
	return typeof choice === 'boolean' ? choice : undefined;
}

function messagesOf({ messages_config: messages }: IDataObject): IDataObject {
	return isRecord(messages) ? messages : {};
}
