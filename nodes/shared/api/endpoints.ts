/** The two kinds of job, as the API names them in paths and in `kind`. */
export type JobKind = 'pre-recorded' | 'live';

export const UPLOAD_PATH = '/v2/upload';

/** Where jobs of a kind are started and listed. */
export const collectionPath = (kind: JobKind): string => `/v2/${kind}`;

/** One job: read and delete. */
export const jobPath = (kind: JobKind, id: string): string =>
	`${collectionPath(kind)}/${encodeURIComponent(id)}`;

/** The audio of a job, after the path of the job. */
export const AUDIO_SUBPATH = '/file';

/**
 * Whether a text can be the id of a job. Gladia's are UUIDs; anything else that cannot change the
 * path of a request (`.`, `..`, slashes, overlong texts) is let through for it to judge.
 */
export const isJobId = (text: unknown): text is string =>
	typeof text === 'string' && /^[\w-]{1,100}$/.test(text);
