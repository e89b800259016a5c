import type {
	IDataObject,
	IDisplayOptions,
	IExecuteSingleFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import type { TranscriptionJob } from '../../shared/apiTypes';
import { expectSuccess } from '../../shared/errors';
import { itemRun } from '../../shared/itemRun';
import { MANY_AT_ONCE } from '../../shared/slots';
import { chosenOutput, outputProperties, shapeJob } from '../../shared/result/output';
import { repeatable } from '../../shared/retry';
import { connectionOf, jsonBody, send } from '../../shared/transport';
import { filterMistake, filterProperties, readFilters } from './filters';
import { subjectOf } from './subject';

/** Whole results are in the pages, so they are read in portions that stay small in memory. */
const PAGE = 50;

export function getManyProperties(show: IDisplayOptions['show']): INodeProperties[] {
	return [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
			displayOptions: { show },
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { ...show, returnAll: [false] } },
			routing: { send: { type: 'query', property: 'limit' } },
		},
		...filterProperties(show),
		...outputProperties(show),
	];
}

/** Lists transcriptions, newest first, page by page, and gives the chosen output of each. */
export const getManyTranscriptions = itemRun(
	async function ({ options }) {
		chosenOutput(this);
		const filters = readFilters(options.qs ?? {});
		const mistake = filterMistake(this, filters);
		if (mistake !== undefined) throw mistake;

		const all = this.getNodeParameter('returnAll', false) === true;
		const wanted = all ? Infinity : Number(this.getNodeParameter('limit', PAGE));
		const limit = Math.min(PAGE, wanted);
		const first = Number(filters.offset ?? 0);
		const seen = new Set<string>();
		const items: INodeExecutionData[] = [];
		for (let offset = first; seen.size < wanted; offset += limit) {
			const request = {
				...connectionOf(options),
				url: options.url ?? '',
				qs: { ...filters, limit },
			};
			const page = await readPage(this, { ...request, offset });
			// A job started meanwhile moves the pages on by one; none may come out twice.
			const fresh = page.jobs.filter(({ id }) => !seen.has(id)).slice(0, wanted - seen.size);
			for (const job of fresh) {
				seen.add(job.id);
				items.push(...(await shapeJob(this, job)));
			}
			if (!page.hasNext) break;
		}
		return items;
	},
	{ sideBySide: MANY_AT_ONCE },
);

interface PageRequest {
	url: string;
	qs: IDataObject;
	offset: number;
}

/** The addresses of further pages in the answer are not followed: they could lead anywhere. */
async function readPage(
	context: IExecuteSingleFunctions,
	{ offset, qs, ...request }: PageRequest,
): Promise<{ jobs: TranscriptionJob[]; hasNext: boolean }> {
	const outcome = await send(
		context,
		() => ({
			...request,
			method: 'GET',
			qs: { ...qs, offset },
			// status=done&status=error, and custom_metadata[key]=value, as the API reads them.
			arrayFormat: 'repeat',
			json: true,
		}),
		repeatable,
	);
	const subject = { ...subjectOf(context, 'list the transcriptions'), parameter: 'Filters' };
	const body = jsonBody(expectSuccess(context.getNode(), outcome, subject));
	const jobs = Array.isArray(body.items) ? (body.items as unknown as TranscriptionJob[]) : [];
	return { jobs, hasNext: typeof body.next === 'string' && jobs.length > 0 };
}
