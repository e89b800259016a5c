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
export const simplify = (job: TranscriptionJob, outputOptions: IDataObject = {}): IDataObject =>
	shapeResult(job, chosen({ outputOptions }))[0]?.json ?? {};

/** What every item that stands for a transcription begins and ends with. */
const baseNames = [
	...['full_transcript', 'summary', 'filename', 'audio_duration', 'languages', 'speaker_count'],
	...['status', 'custom_metadata', 'failed_add_ons', 'error_code', 'id'],
];

/** The data of the item with the full response of the API. */
export const fullResponse = (document: unknown): IDataObject => {
	const job = document as TranscriptionJob;
	const base = Object.entries(simplify(job)).filter(([name]) => baseNames.includes(name));
	return { ...Object.fromEntries(base), ...(job as unknown as IDataObject) };
};

/** The subtitles that the meeting was requested with; those of the translation are cut here. */
export const meetingSubtitles = [
	{
		field: 'srt',
		fileName: 'meeting.srt',
		mimeType: 'text/plain',
		content: '1\n00:00:00,000 --> 00:00:03,000\nFrom Gladia\n',
	},
	{
		field: 'srt_fr',
		fileName: 'meeting.fr.srt',
		mimeType: 'text/plain',
		content: '1\n00:00:00,000 --> 00:00:02,000\nBonjour de New York.\n',
	},
];
