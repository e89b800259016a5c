import { answerJson } from '../../support/httpServer';
import type { ServiceRequest, StandIn } from './standIn';
import { jsonOf, Refusal } from './standIn';

/** @see https://docs.slack.dev/reference/methods/chat.postMessage: a longer text is refused. */
const MAX_TEXT = 40_000;

interface SlackMessage {
	/** Its name, without `#`. */
	channel: string;
	text: string;
}

/** A Slack workspace with some channels and one app. */
export interface Slack extends StandIn {
	/** What the app has posted. */
	messages: SlackMessage[];
	/** Fields of the credential of type `slackApi`. */
	access: { accessToken: string };
}

/** Slack answers with status 200 whatever happens. */
const refusal = (error: string) => new Refusal(200, { ok: false, error });

/** @param channels names without `#` */
export function slackStandIn(channels: string[]): Slack {
	const access = { accessToken: 'xoxb-stand-in' };
	const messages: SlackMessage[] = [];

	function post(request: ServiceRequest): object {
		if (!request.headers['content-type']?.startsWith('application/json')) {
			throw refusal('invalid_post_type');
		}
		const { channel = '', text = '' } = jsonOf<Partial<SlackMessage>>(
			request,
			refusal('invalid_json'),
		);
		const name = channel.replace(/^#/, '');
		if (!channels.includes(name)) throw refusal('channel_not_found');
		if (text === '') throw refusal('no_text');
		if (text.length > MAX_TEXT) throw refusal('msg_too_long');
		messages.push({ channel: name, text });
		return { channel: `C0${name.toUpperCase()}`, ts: `1795000000.00000${messages.length}` };
	}

	return {
		hosts: ['slack.com'],
		access,
		messages,
		answer(request, response) {
			const { authorization } = request.headers;
			if (authorization === undefined) throw refusal('not_authed');
			if (authorization !== `Bearer ${access.accessToken}`) throw refusal('invalid_auth');
			if (request.url.pathname !== '/api/chat.postMessage') throw refusal('unknown_method');
			answerJson(response, 200, { ok: true, ...post(request) });
		},
	};
}
