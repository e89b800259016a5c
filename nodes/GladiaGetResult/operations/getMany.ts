import type {
	IDataObject,
	IDisplayOptions,
	IExecuteSingleFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { itemError } from '../../shared/api/errors';
import type { ListRequest, PageReader } from '../../shared/api/jobList';
import { PAGE, pageReader } from '../../shared/api/jobList';
import { routedRequest } from '../../shared/api/transport';
import { itemOperation } from '../../shared/execution/itemOperation';
import { filterableMetadata } from '../../shared/fields/metadataRows';
import { chosenOutput, outputProperties, shapeJob } from '../../shared/output/output';
import { filterError, filterProperty, readFilters } from '../fields/filters';
import { matchingJobs } from './matchingJobs';
import { describeRequest } from './requestDescription';
import { wholeJobs } from './wholeJobs';

/** Each list may read several transcriptions in parallel. */
const LISTS_AT_ONCE = 5;

export function getManyProperties(show: IDisplayOptions['show']): INodeProperties[] {
	return updateDisplayOptions({ show }, [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { returnAll: [false] } },
			routing: { send: { type: 'query', property: 'limit' } },
		},
		filterProperty,
		...outputProperties(show),
	]);
}

/** Lists transcriptions, newest first, page by page, and returns the chosen output of each. */
export const getManyTranscriptions = itemOperation(
	async function ({ options }) {
		const choice = chosenOutput(this);
		const request = routedRequest(options);
		const { offset, custom_metadata: metadata, ...filters } = readFilters(request.qs ?? {});
		const error = filterError(this, filters);
		if (error !== undefined) throw error;

		const wanted = numberWanted(this);
		const list: ListRequest = {
			request: {
				...request,
				qs: { ...filters, custom_metadata: filterableMetadata((metadata ?? {}) as IDataObject) },
			},
			requestDescription: { ...describeRequest('list the transcriptions'), parameter: 'Filters' },
		};
		const readPage = pageReader(this, list);
		let lastOffset = 0;
		const listedNow = async () => {
			const { jobs: listed } = await readPage(lastOffset, PAGE);
			return new Set(listed.map(({ id }) => id));
		};
		const readNext: PageReader = async (from, size) => {
			lastOffset = from;
			return await readPage(from, size);
		};
		const jobs = matchingJobs(readNext, {
			metadata: metadata as IDataObject | undefined,
			skip: Number(offset ?? 0),
			size: Math.min(PAGE, wanted),
		});
		const items: INodeExecutionData[] = [];
		let count = 0;
		for await (const portion of jobs) {
			while (portion.length > 0 && count < wanted) {
				const next = portion.splice(0, wanted - count);
				const whole = await wholeJobs(this, next, { list, choice, listedNow });
				count += whole.length;
				for (const job of whole) items.push(...(await shapeJob(this, job)));
			}
			if (count >= wanted) break;
		}
		return items;
	},
	{ sideBySide: LISTS_AT_ONCE },
);

function numberWanted(context: IExecuteSingleFunctions): number {
	if (context.getNodeParameter('returnAll', false) === true) return Infinity;
	const limit = Math.floor(Number(context.getNodeParameter('limit', PAGE)));
	if (limit >= 1) return limit;
	throw itemError(context, "'Limit' is not a number of at least 1", {
		description: "Enter how many transcriptions to return, or switch on 'Return All'",
	});
}
