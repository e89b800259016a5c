import { createHmac, randomBytes } from 'node:crypto';
import { SAMPLE_PATH } from '../audio/speechSample';
import type { JobRecord } from '../jobs/jobStore';
import { ApiError } from '../server/apiError';
import { partReply } from '../server/partReply';
import { otherOrigin } from '../server/redirectReply';
import type { Reply } from '../server/reply';
import { emptyReply } from '../server/reply';
import { audioReply } from './audioReply';
import type { Route, SandboxState } from './context';

const SIGNED_FOR_MS = 24 * 60 * 60 * 1000;
const signingKey = randomBytes(16);

const signatureOf = (id: string, expires: string) =>
	createHmac('sha256', signingKey).update(`${id} ${expires}`).digest('hex');

/** The audio of a job, or where it is: media only known by its URL is represented by the sample. */
export async function audioOfJob(state: SandboxState, { audio, job }: JobRecord): Promise<Reply> {
	if (!audio) throw new ApiError(404, `Job ${job.id} has no audio`);
	if (state.readings.of('audioDownload') === 'download-direct') return audioReply(audio.filePath);
	const expires = String(Date.now() + SIGNED_FOR_MS);
	const query = new URLSearchParams({ expires, signature: signatureOf(job.id, expires) });
	const location = `${otherOrigin(state.url)}/storage/${job.kind}/${job.id}?${query}`;
	return { ...emptyReply(302), headers: { location } };
}

/** Refusals of a storage service are XML. */
function refusal(status: number, code: string): Reply {
	const document = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`;
	return { status, headers: { 'content-type': 'application/xml' }, body: Buffer.from(document) };
}

/** The storage service behind the API, which believes the signature of an address and no key. */
export const storageRoutes: Route[] = [
	{
		method: 'GET',
		pattern: /^\/storage\/(pre-recorded|live)\/([^/]+)$/,
		isOpen: true,
		async handle({ jobs }, { params: [kind = '', id = ''], url: { searchParams }, request }) {
			const expires = searchParams.get('expires') ?? '';
			if (searchParams.get('signature') !== signatureOf(id, expires)) {
				return refusal(403, 'SignatureDoesNotMatch');
			}
			if (Number(expires) < Date.now()) return refusal(403, 'AccessDenied');
			const record = jobs.get(kind === 'live' ? 'live' : 'pre-recorded', id);
			if (!record?.audio) return refusal(404, 'NoSuchKey');
			return await partReply(record.audio.filePath ?? SAMPLE_PATH, request.headers);
		},
	},
];
