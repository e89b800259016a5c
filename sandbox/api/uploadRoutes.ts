import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { refuseNameless, refuseTooLong, refuseUnreadable } from '../audio/audioLimits';
import { mediaAt } from '../audio/mediaSource';
import type { StoredAudio } from '../audio/storedAudio';
import { stringAt } from '../json';
import { validateUpload } from '../request/validation';
import { ApiError } from '../server/apiError';
import { jsonReply } from '../server/reply';
import { audioReply } from './audioReply';
import type { Exchange, Route, SandboxState } from './context';

function multipartParser(request: IncomingMessage): busboy.Busboy {
	try {
		return busboy({ headers: request.headers, limits: { files: 1 }, defParamCharset: 'utf8' });
	} catch {
		throw new ApiError(400, 'Content-Type is missing Multipart Boundary.');
	}
}

/** Streams the part `audio` to disk; all other parts are refused, as the API refuses them. */
async function receiveFile(
	{ audio: store }: SandboxState,
	{ request, recorded }: Exchange,
): Promise<StoredAudio> {
	const contentLength =
		request.headers['content-length'] === undefined
			? undefined
			: Number(request.headers['content-length']);
	if (contentLength !== undefined) store.refuseTooLarge(contentLength);
	const parser = multipartParser(request);
	return await new Promise((resolve, reject) => {
		let saving: Promise<StoredAudio> | undefined;
		const fail = (error: unknown) => {
			reject(error);
			// Ends the file being written; the rest of the body is read and dropped, because
			// cutting the connection would hide the answer.
			request.unpipe(parser).resume();
			parser.destroy();
		};
		parser.on('file', (name, file, { filename, mimeType }) => {
			// Destroying the parser makes an unread part fail as well.
			file.on('error', fail);
			if (name !== 'audio') {
				fail(new ApiError(400, `Unexpected field: ${name}`));
				return;
			}
			saving = store.save(file, filename || 'audio');
			saving.then(({ size, sha256 }) => {
				recorded.upload = { filename, mimeType, size, sha256, contentLength };
			}, fail);
		});
		parser.on('field', (name) => fail(new ApiError(400, `Unexpected field: ${name}`)));
		parser.on('error', () => fail(new ApiError(400, 'The multipart body is malformed')));
		parser.on('close', () => {
			if (saving) saving.then(resolve, fail);
			else fail(new ApiError(400, 'The field "audio" with a file is required'));
		});
		request.on('close', () => {
			if (!request.complete) fail(new ApiError(400, 'The upload was interrupted'));
		});
		request.pipe(parser);
	});
}

async function receive(state: SandboxState, exchange: Exchange): Promise<StoredAudio> {
	const { readings } = state;
	const type = exchange.request.headers['content-type'] ?? '';
	if (type.startsWith('multipart/form-data')) {
		const audio = await receiveFile(state, exchange);
		refuseWithoutRetention(state);
		refuseNameless(readings, audio);
		await refuseUnreadable(readings, audio);
		refuseTooLong(readings, audio);
		return audio;
	}
	const body = await exchange.readJson();
	if (readings.of('urlUpload') === 'url-upload-refused') {
		throw new ApiError(400, 'The field "audio" with a file is required');
	}
	validateUpload(body);
	return await mediaAt(state, stringAt(body, 'audio_url') ?? '');
}

/** @throws ApiError 403 where accounts that keep no data may not upload files */
function refuseWithoutRetention({ readings, settings }: SandboxState): void {
	if (!settings.zeroDataRetention) return;
	if (readings.of('noRetentionUpload') === 'no-retention-upload-open') return;
	throw new ApiError(403, 'File upload is disabled for accounts with zero data retention');
}

export const uploadRoutes: Route[] = [
	{
		method: 'POST',
		pattern: /^\/v2\/upload$/,
		async handle(state, exchange) {
			const audio = await receive(state, exchange);
			const { id, filename, source, extension, size } = audio;
			return jsonReply(200, {
				audio_url: `${state.url}/file/${id}`,
				audio_metadata: {
					id,
					filename,
					source,
					extension,
					size,
					audio_duration: audio.duration,
					number_of_channels: audio.channels,
				},
			});
		},
	},
	{
		method: 'GET',
		pattern: /^\/file\/([0-9a-f-]+)$/,
		handle(state, { params }) {
			const audio = state.audio.get(params[0] ?? '');
			if (!audio) throw new ApiError(404, 'File not found');
			return audioReply(audio.filePath);
		},
	},
];
