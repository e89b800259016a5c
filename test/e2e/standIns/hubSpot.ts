import { randomUUID } from 'node:crypto';
import { answerJson } from '../../support/httpServer';
import type { ServiceRequest, StandIn } from './standIn';
import { jsonOf, Refusal } from './standIn';

/** Longest description of a call. @see https://developers.hubspot.com/docs/guides/api/crm/engagements/calls */
const MAX_BODY = 65_536;

const CALL_STATUSES = [
	...['BUSY', 'CALLING_CRM_USER', 'CANCELED', 'COMPLETED', 'CONNECTING', 'FAILED'],
	...['IN_PROGRESS', 'NO_ANSWER', 'QUEUED', 'RINGING'],
];

interface Call {
	body: string;
	status: string;
	durationMilliseconds: number;
	recordingUrl: string;
}

interface LoggedCall extends Call {
	/** E-mail addresses of the contacts that it was logged for. */
	contacts: string[];
}

/** A HubSpot account with its contacts and the calls on their timelines. */
export interface HubSpot extends StandIn {
	/** E-mail address → id; those that are there from the start, and those that were added. */
	contacts: Map<string, number>;
	calls: LoggedCall[];
	/** Fields of the credential of type `hubspotAppToken`. */
	access: { appToken: string };
}

function refusal(status: number, category: string, message: string): Refusal {
	const correlationId = randomUUID();
	return new Refusal(status, { status: 'error', message, correlationId, category });
}

const invalid = (message: string) => refusal(400, 'VALIDATION_ERROR', message);

/** @param known e-mail addresses of the contacts that are there from the start */
export function hubSpotStandIn(known: string[]): HubSpot {
	const access = { appToken: 'pat-eu1-stand-in' };
	const contacts = new Map(known.map((email, index) => [email, 101 + index]));
	const calls: LoggedCall[] = [];

	function upsertContact(request: ServiceRequest, email: string): object {
		if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email))
			throw invalid(`Email address ${email} is invalid`);
		const { properties } = bodyOf<{ properties?: unknown }>(request);
		if (!Array.isArray(properties)) throw invalid('properties must be a list');
		const isNew = !contacts.has(email);
		const vid = contacts.get(email) ?? 101 + contacts.size;
		contacts.set(email, vid);
		return { vid, isNew };
	}

	function logCall(request: ServiceRequest): object {
		const { engagement, associations, metadata } = bodyOf<{
			engagement?: { type?: string };
			associations?: { contactIds?: string[] };
			metadata?: Partial<Call>;
		}>(request);
		if (engagement?.type !== 'CALL') throw invalid(`Type ${engagement?.type} is not CALL`);
		const { body = '', status = '', durationMilliseconds = 0, recordingUrl = '' } = metadata ?? {};
		if (body.length > MAX_BODY) throw invalid(`body has more than ${MAX_BODY} characters`);
		if (!CALL_STATUSES.includes(status)) throw invalid(`${status} is not a status of a call`);
		if (!Number.isInteger(durationMilliseconds))
			throw invalid('durationMilliseconds is no integer');
		if (!recordingUrl.startsWith('https://')) throw invalid('recordingUrl must be https');
		const people = (associations?.contactIds ?? []).map((id) => {
			const [email] = [...contacts].find(([, vid]) => vid === Number(id)) ?? [];
			if (email === undefined) throw invalid(`CONTACT=${id} is not valid`);
			return email;
		});
		calls.push({ body, status, durationMilliseconds, recordingUrl, contacts: people });
		return { engagement: { id: 9000 + calls.length, ...engagement }, associations, metadata };
	}

	return {
		hosts: ['api.hubapi.com'],
		access,
		contacts,
		calls,
		answer(request, response) {
			const { method, headers, url } = request;
			if (headers.authorization !== `Bearer ${access.appToken}`) {
				throw refusal(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found.');
			}
			const upsert = /^\/contacts\/v1\/contact\/createOrUpdate\/email\/([^/]+)$/.exec(url.pathname);
			if (method === 'POST' && upsert) {
				answerJson(response, 200, upsertContact(request, decodeURIComponent(upsert[1] ?? '')));
			} else if (method === 'POST' && url.pathname === '/engagements/v1/engagements') {
				answerJson(response, 200, logCall(request));
			} else throw refusal(404, 'OBJECT_NOT_FOUND', `Unable to find ${url.pathname}`);
		},
	};
}

const bodyOf = <T>(request: ServiceRequest): T =>
	jsonOf(request, invalid('Invalid input JSON on line 1, column 1'));
