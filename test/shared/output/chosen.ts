import type { IDataObject } from 'n8n-workflow';
import type { TranscriptionJob } from '../../../nodes/shared/api/types';
import type { OutputChoice } from '../../../nodes/shared/output/choice';
import { readOutputChoice } from '../../../nodes/shared/output/choice';
import { outputProperties } from '../../../nodes/shared/output/output';
import { shapeResult } from '../../../nodes/shared/output/shape';
import type { SharedOptions } from '../../../nodes/shared/output/sharedOptions';
import { nodeOf } from '../../support/nodeOf';

const node = nodeOf('gladiaGetResult');
const defaults = Object.fromEntries(
	outputProperties().map(({ name, default: value }) => [name, value]),
);

/** The choice that a form makes: the given parameters, and the defaults of all others. */
export const chosen = (parameters: Record<string, unknown> = {}): OutputChoice =>
	readOutputChoice({
		node,
		itemIndex: 0,
		read: (name) => ({ ...defaults, ...parameters })[name] ?? null,
	});

/** What all outputs share, with the given values in its collection. */
export const sharedOptions = (options: IDataObject = {}): SharedOptions =>
	chosen({ outputOptions: options }).shared;

/** The data of the simplified item. */
export const simplify = (job: TranscriptionJob): IDataObject =>
	shapeResult(job, chosen())[0]?.json ?? {};

/** The data of the item with the full response of the API. */
export const fullResponse = (document: unknown): IDataObject => {
	const job = document as TranscriptionJob;
	return { ...simplify(job), ...(job as unknown as IDataObject) };
};
