/** MIME types of the files that Gladia accepts, by extension. */
const TYPES: Record<string, string> = {
	'3gp': 'video/3gpp',
	aac: 'audio/aac',
	ac3: 'audio/ac3',
	aif: 'audio/aiff',
	aiff: 'audio/aiff',
	amr: 'audio/amr',
	avi: 'video/x-msvideo',
	flac: 'audio/flac',
	flv: 'video/x-flv',
	m4a: 'audio/mp4',
	m4v: 'video/mp4',
	mkv: 'video/x-matroska',
	mov: 'video/quicktime',
	mp2: 'audio/mpeg',
	mp3: 'audio/mpeg',
	mp4: 'video/mp4',
	mpeg: 'video/mpeg',
	mpg: 'video/mpeg',
	oga: 'audio/ogg',
	ogg: 'audio/ogg',
	opus: 'audio/ogg',
	wav: 'audio/wav',
	webm: 'video/webm',
	wma: 'audio/x-ms-wma',
	wmv: 'video/x-ms-wmv',
};

const UNKNOWN = 'application/octet-stream';

/** The MIME type by the file's extension; the API calls every file an octet stream. */
export function mediaTypeOf(fileName: string): string {
	return typeOfExtension(/\.([^.]+)$/.exec(fileName)?.[1] ?? '') ?? UNKNOWN;
}

function typeOfExtension(extension: string): string | undefined {
	return TYPES[extension.toLowerCase()];
}

/** File extensions by MIME type, in the spellings that programs use. */
const EXTENSIONS: Record<string, string> = {
	'application/mp4': 'mp4',
	'application/ogg': 'ogg',
	'audio/3gpp': '3gp',
	'audio/aac': 'aac',
	'audio/ac3': 'ac3',
	'audio/aiff': 'aiff',
	'audio/amr': 'amr',
	'audio/flac': 'flac',
	'audio/m4a': 'm4a',
	'audio/mp3': 'mp3',
	'audio/mp4': 'm4a',
	'audio/mpeg': 'mp3',
	'audio/mpga': 'mp3',
	'audio/ogg': 'ogg',
	'audio/opus': 'opus',
	'audio/vnd.wave': 'wav',
	'audio/wav': 'wav',
	'audio/wave': 'wav',
	'audio/webm': 'webm',
	'audio/x-aac': 'aac',
	'audio/x-aiff': 'aiff',
	'audio/x-flac': 'flac',
	'audio/x-m4a': 'm4a',
	'audio/x-mp3': 'mp3',
	'audio/x-ms-wma': 'wma',
	'audio/x-wav': 'wav',
	'video/3gpp': '3gp',
	'video/avi': 'avi',
	'video/mp4': 'mp4',
	'video/mpeg': 'mpeg',
	'video/quicktime': 'mov',
	'video/webm': 'webm',
	'video/x-flv': 'flv',
	'video/x-m4v': 'm4v',
	'video/x-matroska': 'mkv',
	'video/x-ms-wmv': 'wmv',
	'video/x-msvideo': 'avi',
};

/**
 * A file name with an extension of an audio or video file, because Gladia may refuse a file without.
 * Where it is missing or unknown, that of the MIME type is appended.
 *
 * @param mimeType as in binary data; ignores parameters such as `;codecs=opus`
 */
export function nameWithExtension(fileName: string, mimeType: string): string {
	if (mediaTypeOf(fileName) !== UNKNOWN) return fileName;
	const extension = EXTENSIONS[bareType(mimeType)];
	return extension === undefined ? fileName : `${fileName.replace(/\.+$/, '')}.${extension}`;
}

/** What a file says about itself, as in binary data. */
export interface DeclaredFile {
	mimeType: string;
	fileName?: string;
	fileExtension?: string;
}

/** Whether a file calls itself audio or video, by its MIME type or its extension. */
export function isDeclaredMedia({ mimeType, fileName = '', fileExtension = '' }: DeclaredFile) {
	const type = bareType(mimeType);
	return (
		/^(audio|video)\//.test(type) ||
		type in EXTENSIONS ||
		typeOfExtension(fileExtension) !== undefined ||
		mediaTypeOf(fileName) !== UNKNOWN
	);
}

/** Without parameters such as `;codecs=opus`. */
function bareType(mimeType: string): string {
	return mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
