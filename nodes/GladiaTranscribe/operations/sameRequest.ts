import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../shared/json/values';
import { allParameters } from '../../shared/parameters';

/**
 * Whether a request started a job: `unclear` where the job's document does not say enough, because
 * Gladia omits or replaces what was sent, or fills in something that is not a known default.
 */
export type Verdict = 'same' | 'unclear' | 'other';

/** Defaults that Gladia fills in, as documented or as seen in recorded documents. */
const DEFAULTS: Record<string, unknown> = {
	audio_enhancer: true,
	'audio_to_llm_config.model': 'openai/gpt-5.4-nano',
	'callback_config.method': 'POST',
	callback_url: null,
	'code_switching_config.languages': [],
	context_prompt: null,
	'custom_vocabulary_config.default_intensity': 0.5,
	detect_language: true,
	'diarization_config.number_of_speakers': null,
	language: null,
	'language_config.languages': [],
	model: 'solaria-1',
	'pii_redaction_config.processed_text_type': 'MARKER',
	'subtitles_config.formats': ['srt'],
	'subtitles_config.style': 'default',
	'summarization_config.type': 'general',
	'translation_config.context': '',
	'translation_config.context_adaptation': true,
	'translation_config.lipsync': true,
	'translation_config.match_original_utterances': true,
	'translation_config.model': 'base',
};

/** Settings without effect unless their switch is on: name of the settings → the switch. */
const SWITCHES: Record<string, string> = {
	code_switching_config: 'enable_code_switching',
	...Object.fromEntries(
		allParameters
			.map(({ path }) => [`${path}_config`, path] as const)
			.filter(([, path]) => path !== 'language'),
	),
};

/** Switches of the form, whose defaults at Gladia are known. */
const BOOLEANS = new Set(
	allParameters.filter(({ field }) => field.type === 'boolean').map(({ path }) => path),
);

/**
 * Compares a job of the account's list with a request. The order of keys, defaults, and nulls in the
 * document make no difference.
 *
 * @param isOwnUpload whether the audio was uploaded for this request alone, and so identifies it
 */
export function compareRequest(job: IDataObject, sent: IDataObject, isOwnUpload: boolean): Verdict {
	const params = recordOf(job.request_params);
	const { custom_metadata: askedMetadata, ...asked } = params ?? {};
	const kept = job.custom_metadata ?? askedMetadata;
	const { audio_url: audioUrl, custom_metadata: metadata, ...settings } = asJson(sent);
	const audio = compareAudio(job, asked.audio_url, String(audioUrl));
	if (audio === 'other' || (audio === 'same' && isOwnUpload)) return audio;
	return worst([
		audio,
		params === undefined ? 'unclear' : 'same',
		params === undefined && kept === undefined ? 'unclear' : compareMetadata(kept, metadata),
		compareSettings(settings, { ...asked, audio_url: null }, ''),
	]);
}

/** Whether two values are the same JSON, regardless of the order of keys. */
export function isSameJson(one: unknown, other: unknown): boolean {
	return canonical(one) === canonical(other);
}

function compareAudio(job: IDataObject, asked: unknown, audioUrl: string): Verdict {
	const { id, source } = recordOf(job.file) ?? {};
	const isUpload = /\/file\/[^/]+$/.test(audioUrl);
	if (typeof id === 'string' && audioUrl.endsWith(`/${id}`)) return 'same';
	const named = typeof asked === 'string' ? asked : source;
	if (typeof named === 'string') return isSameAddress(named, audioUrl) ? 'same' : 'other';
	return isUpload && typeof id === 'string' ? 'other' : 'unclear';
}

/** An address may come back in another spelling, e.g. with encoded spaces. */
function isSameAddress(one: string, other: string): boolean {
	if (one === other) return true;
	if (!URL.canParse(one) || !URL.canParse(other)) return false;
	return new URL(one).href === new URL(other).href;
}

function compareMetadata(kept: unknown, sent: unknown): Verdict {
	const isSame = isSameJson(kept, sent) || (isNeutral(kept) && isNeutral(sent));
	return isSame ? 'same' : 'other';
}

/** @param at path of both objects in the request, with a dot at the end */
function compareSettings(sent: IDataObject, asked: IDataObject, at: string): Verdict {
	return worst([
		...Object.entries(sent).map(([key, value]) => compareValue(value, asked[key], at + key)),
		...Object.entries(asked)
			.filter(([key]) => !(key in sent))
			.filter(([key]) => at !== '' || !isSwitchedOff(key, asked))
			.map(([key, value]) => judgeUnsent(value, at + key)),
	]);
}

function compareValue(sent: unknown, asked: unknown, path: string): Verdict {
	if (asked === undefined || asked === null) {
		return isNeutral(sent) || isDefault(sent, path) ? 'same' : 'unclear';
	}
	const [sentFields, askedFields] = [recordOf(sent), recordOf(asked)];
	// Names that users choose are not settings: Gladia adds none.
	const isFree = path.endsWith('_dictionary');
	if (sentFields && askedFields && !isFree)
		return compareSettings(sentFields, askedFields, `${path}.`);
	if (isSameJson(sent, asked)) return 'same';
	return shapeOf(sent) === shapeOf(asked) ? 'other' : 'unclear';
}

/** Judges what the document has and the request does not: a default, or part of another request. */
function judgeUnsent(value: unknown, path: string): Verdict {
	if (isNeutral(value) || isDefault(value, path)) return 'same';
	const fields = recordOf(value);
	if (fields) {
		return worst(
			Object.entries(fields).map(([key, inner]) => judgeUnsent(inner, `${path}.${key}`)),
		);
	}
	return path in DEFAULTS || BOOLEANS.has(path) ? 'other' : 'unclear';
}

function isSwitchedOff(key: string, asked: IDataObject): boolean {
	const toggle = SWITCHES[key];
	return toggle !== undefined && asked[toggle] !== true;
}

function isDefault(value: unknown, path: string): boolean {
	return path in DEFAULTS && isSameJson(value, DEFAULTS[path]);
}

/** Whether a value means the same as none. */
function isNeutral(value: unknown): boolean {
	if (value === undefined || value === null || value === false || value === '') return true;
	return value === 0 || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** The shape of a list is that of its values, because texts may come back as objects. */
function shapeOf(value: unknown): string {
	if (Array.isArray(value)) return `list of ${[...new Set(value.map(shapeOf))].sort().join()}`;
	return typeof value;
}

function worst(verdicts: Verdict[]): Verdict {
	if (verdicts.includes('other')) return 'other';
	return verdicts.includes('unclear') ? 'unclear' : 'same';
}

function recordOf(value: unknown): IDataObject | undefined {
	return isRecord(value) ? value : undefined;
}

/** A request as it is sent: dates as texts, nothing undefined. */
function asJson(body: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(body)) as IDataObject;
}

function canonical(value: unknown): string {
	return (
		JSON.stringify(value, (_key, inner: unknown) => {
			const fields = recordOf(inner);
			if (fields === undefined) return inner;
			return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
		}) ?? 'undefined'
	);
}
