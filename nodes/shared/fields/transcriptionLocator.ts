import type {
	IDataObject,
	IDisplayOptions,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodeProperties,
} from 'n8n-workflow';
import type { JobKind } from '../api/endpoints';
import { collectionPath } from '../api/endpoints';
import { PAGE, pageReader } from '../api/jobList';
import { jobRequest, readJob } from '../api/jobs';
import { credentialConnection } from '../api/transport';
import type { TranscriptionJob } from '../api/types';
import { textOrNull, valueAt } from '../json/values';

export const TRANSCRIPTION_LABEL = 'Transcription';

const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';
/** Nobody waits longer than that for a list to open, in milliseconds. */
const LIST_TIMEOUT = 20_000;
/** The API cannot search by name, so a search reads this many pages; then the user may load more. */
const PAGES_PER_SEARCH = 5;
const STATUSES = ['queued', 'processing', 'done', 'error'];

/** Path of the jobs of the node's 'Resource', as an expression for routing. */
export const COLLECTION_PATH =
	'=/v2/{{ $parameter["resource"] === "live" ? "live" : "pre-recorded" }}';

/**
 * Picks one transcription, from a searchable list, by ID, or by result URL, and makes it the URL of the
 * request.
 *
 * @param path to append, e.g. `/file`
 */
export function transcriptionLocator(show: IDisplayOptions['show'], path = ''): INodeProperties {
	return {
		displayName: TRANSCRIPTION_LABEL,
		name: 'transcriptionId',
		type: 'resourceLocator',
		default: { mode: 'id', value: '={{ $json.id }}' },
		required: true,
		description: 'The transcription to work with',
		displayOptions: { show },
		routing: {
			request: { url: `${COLLECTION_PATH}/{{ encodeURIComponent(String($value).trim()) }}${path}` },
		},
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose…',
				typeOptions: {
					searchListMethod: 'searchTranscriptions',
					searchable: true,
					searchFilterRequired: false,
				},
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 45463597-20b7-4af7-b3b3-f5fb778203ab',
				validation: [
					{
						type: 'regex',
						properties: {
							regex: `^\\s*${UUID}\\s*$`,
							errorMessage: 'An ID has 36 characters, like 45463597-20b7-4af7-b3b3-f5fb778203ab',
						},
					},
				],
			},
			{
				displayName: 'By URL',
				name: 'url',
				type: 'string',
				placeholder:
					'e.g. https://api.gladia.io/v2/pre-recorded/45463597-20b7-4af7-b3b3-f5fb778203ab',
				extractValue: { type: 'regex', regex: `(${UUID})` },
				validation: [
					{
						type: 'regex',
						properties: {
							regex: `.*${UUID}.*`,
							errorMessage: 'The result URL of a transcription ends with its ID',
						},
					},
				],
			},
		],
	};
}

/** The kind of job that a value of 'Resource' stands for. */
export function kindOf(resource: unknown): JobKind {
	return resource === 'live' ? 'live' : 'pre-recorded';
}

/**
 * Lists transcriptions for the editor, newest first. The search term is a day (2026-11-20), a status, an
 * ID, or a part of the file name.
 *
 * @param token offset of the next page
 */
export async function searchTranscriptions(
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> {
	const kind = kindOf(this.getCurrentNodeParameter('resource'));
	const wanted = filter?.trim() ?? '';
	if (new RegExp(`^${UUID}$`).test(wanted)) return { results: await findById(this, kind, wanted) };

	const { query, matches } = readSearch(wanted);
	const readPage = pageReader(this, {
		request: {
			...(await credentialConnection(this, LIST_TIMEOUT)),
			method: 'GET',
			url: collectionPath(kind),
			qs: query,
		},
		requestDescription: { action: 'list the transcriptions', parameter: TRANSCRIPTION_LABEL },
	});
	const found = new Map<string, INodeListSearchItems>();
	let offset = Number(token ?? 0);
	for (let page = 0; page < PAGES_PER_SEARCH; page++) {
		const { jobs, next } = await readPage(offset, PAGE);
		const entries = jobs.map(listEntry).filter(matches);
		for (const entry of entries) found.set(String(entry.value), entry);
		if (next === undefined || next <= offset) return { results: [...found.values()] };
		offset = next;
		if (found.size >= PAGE) break;
	}
	return { results: [...found.values()], paginationToken: String(offset) };
}

interface Search {
	query: IDataObject;
	matches: (entry: INodeListSearchItems) => boolean;
}

function readSearch(wanted: string): Search {
	const all = () => true;
	if (/^\d{4}-\d{2}-\d{2}$/.test(wanted)) return { query: { date: wanted }, matches: all };
	const text = wanted.toLowerCase();
	if (STATUSES.includes(text)) return { query: { status: text }, matches: all };
	return { query: {}, matches: ({ name }) => name.toLowerCase().includes(text) };
}

async function findById(
	context: ILoadOptionsFunctions,
	kind: JobKind,
	id: string,
): Promise<INodeListSearchItems[]> {
	const connection = await credentialConnection(context, LIST_TIMEOUT);
	const answer = await readJob(context, jobRequest(connection, kind, id));
	return 'job' in answer ? [listEntry(answer.job)] : [];
}

function listEntry(job: TranscriptionJob): INodeListSearchItems {
	const name = textOrNull(valueAt(job, 'file.filename')) || 'Audio without name';
	const when = String(job.created_at).slice(0, 16).replace('T', ' ');
	return { name: `${name} (${when}, ${String(job.status)})`, value: job.id };
}
