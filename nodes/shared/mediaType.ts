/** MIME types of the file types that Gladia takes, by extension. */
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

/** The MIME type that a file name tells; the API itself calls every file an octet stream. */
export function mediaTypeOf(fileName: string): string {
	const extension = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
	return TYPES[extension] ?? 'application/octet-stream';
}
