import { open } from 'node:fs/promises';
import type { Readings } from '../readings/readings';
import { ApiError } from '../server/apiError';
import type { StoredAudio } from './storedAudio';

/** What files begin with that are certainly no audio; one character a byte. */
const NO_AUDIO = [
	/^\s*<(!doctype|html|\?xml)/i,
	/^(%PDF|PK\x03\x04|\{\\rtf)/,
	/^(\x89PNG|GIF8|\xff\xd8\xff|II\*\0|MM\0\*|RIFF....WEBP)/s,
];
/** JSON begins like this, and has no control characters, as audio does. */
const JSON_TEXT = /^\s*[{[]\s*["{[\]}][^\0-\x08\x0e-\x1f]*$/;

/** Extensions of the file types that Gladia lists. */
const EXTENSIONS = new Set(
	'3gp aac ac3 aif aiff amr avi eac3 flac flv m4a m4v mkv mov mp2 mp3 mp4 mpeg mpg oga ogg ogv opus wav webm wma wmv'.split(
		' ',
	),
);

const MINUTES = { 'length-open': Infinity, 'length-135': 135, 'length-255': 255 } as const;

/** @throws ApiError 400 for audio longer than the reading in force allows, judged by its header */
export function refuseTooLong(readings: Readings, { duration }: StoredAudio): void {
	const limit = MINUTES[readings.of('durations')];
	const minutes = Math.ceil(duration / 60);
	if (minutes <= limit) return;
	throw new ApiError(
		400,
		`The audio duration of ${minutes} minutes exceeds the limit of ${limit} minutes`,
	);
}

/** @throws ApiError 400 for a file name without a known extension, where the reading in force wants one */
export function refuseNameless(readings: Readings, { extension }: StoredAudio): void {
	if (EXTENSIONS.has(extension) || readings.of('namelessUpload') === 'nameless-taken') return;
	throw new ApiError(400, 'Unsupported file extension');
}

/** @throws ApiError 400 or 422 for a file that is certainly no audio; any other bytes are taken */
export async function refuseUnreadable(
	readings: Readings,
	{ filePath }: StoredAudio,
): Promise<void> {
	if (filePath === undefined) return;
	const file = await open(filePath);
	const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
	await file.close();
	const head = buffer.subarray(0, bytesRead).toString('latin1');
	if (![...NO_AUDIO, JSON_TEXT].some((begin) => begin.test(head))) return;
	if (readings.of('badUpload') === 'bad-audio-400') throw new ApiError(400, 'Unsupported codec');
	throw new ApiError(422, 'The file could not be processed');
}
