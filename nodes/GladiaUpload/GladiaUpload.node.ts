import type {
	IDataObject,
	IExecuteSingleFunctions,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { requireAudioAddress } from '../shared/api/audioAddress';
import { UPLOAD_PATH } from '../shared/api/endpoints';
import { withInputField } from '../shared/api/inputField';
import {
	ALL_FILES_LABEL,
	BINARY_FIELD_LABEL,
	requireFile,
	requireMediaFields,
} from '../shared/api/itemFile';
import { CREDENTIAL, requestDefaults, routedRequest } from '../shared/api/transport';
import type { UploadAnswer } from '../shared/api/upload';
import {
	AUDIO_URL_LABEL,
	durationOf,
	FILE_PROPERTY,
	uploadFile,
	uploadUrl,
} from '../shared/api/upload';
import { FILES_AT_ONCE, Semaphore } from '../shared/async/semaphore';
import { eachAudio } from '../shared/execution/eachAudio';
import { itemOperation, workRouting } from '../shared/execution/itemOperation';
import { MAIN_CONNECTION } from '../shared/execution/mainConnection';
import { audioUrlField } from '../shared/fields/audioUrl';
import { lengthWarning } from '../shared/media/audioLength';

/** The routing has put the name of the binary field where the file goes. */
const uploadFileOfItem = itemOperation(
	async function ({ options }) {
		const { body = {}, ...request } = routedRequest(options);
		const upload = async (context: IExecuteSingleFunctions, field: unknown) => {
			const file = await requireFile(context, field);
			return [{ json: withWarning(await uploadFile(context, request, file)) }];
		};
		if (this.getNodeParameter('allFiles', false) !== true) {
			return await upload(this, (body as IDataObject)[FILE_PROPERTY]);
		}
		// So many items are worked on in parallel already.
		const oneByOne = new Semaphore(1);
		const files = requireMediaFields(this).map((field) => ({
			field,
			context: withInputField(this, field),
		}));
		const outcomes = await eachAudio(
			files,
			async ({ context, field }) =>
				await oneByOne.run(async () => ({ output: await upload(context, field) })),
		);
		return outcomes.flatMap(({ output }) => output);
	},
	{ sideBySide: FILES_AT_ONCE },
);

const uploadFromUrl = itemOperation(
	async function ({ options }) {
		const { body, ...request } = routedRequest(options);
		const { audio_url: url, ...others } = body as IDataObject;
		const audioUrl = requireAudioAddress(this, url, AUDIO_URL_LABEL, request);
		const answer = await uploadUrl(this, request, { ...others, audio_url: audioUrl });
		return [{ json: withWarning(answer) }];
	},
	{ sideBySide: FILES_AT_ONCE },
);

/** Warns of audio that is too long for most plans, before a job is started for it. */
function withWarning(answer: UploadAnswer): UploadAnswer {
	const warning = lengthWarning(durationOf(answer));
	return warning === undefined ? answer : { ...answer, warning };
}

/** Uploads audio to Gladia, and returns its `audio_url` for any number of later jobs. */
export class GladiaUpload implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Gladia Upload',
		name: 'gladiaUpload',
		icon: { light: 'file:../../icons/gladia.svg', dark: 'file:../../icons/gladia.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] === "uploadUrl" ? "from URL" : "file" }}',
		description: 'Upload audio or video to Gladia, to be transcribed later',
		builderHint: {
			searchHint:
				'Only needed when several jobs share one file; Gladia Transcribe uploads files itself',
		},
		defaults: { name: 'Gladia Upload' },
		usableAsTool: true,
		inputs: MAIN_CONNECTION,
		outputs: MAIN_CONNECTION,
		credentials: [{ name: CREDENTIAL, required: true }],
		requestDefaults,
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				default: 'uploadFile',
				options: [
					{
						name: 'Upload File',
						value: 'uploadFile',
						action: 'Upload file',
						description: 'Send a file of the item to Gladia',
						routing: workRouting({ method: 'POST', url: UPLOAD_PATH }, uploadFileOfItem),
					},
					{
						name: 'Upload From URL',
						value: 'uploadUrl',
						action: 'Upload from URL',
						description: 'Have Gladia fetch the audio from a web address',
						routing: workRouting({ method: 'POST', url: UPLOAD_PATH }, uploadFromUrl),
					},
				],
			},
			{
				displayName: ALL_FILES_LABEL,
				name: 'allFiles',
				type: 'boolean',
				default: false,
				description:
					'Whether to upload every audio or video file of the item, such as the attachments of an e-mail, each with an output of its own',
				displayOptions: { show: { operation: ['uploadFile'] } },
			},
			{
				displayName: BINARY_FIELD_LABEL,
				name: 'binaryPropertyName',
				type: 'string',
				default: 'data',
				required: true,
				placeholder: 'e.g. data',
				hint: 'The name of the input field containing the audio or video; the only such file of an item is found under any name. Up to 1000 MB and 135 minutes (enterprise plans: 255).',
				displayOptions: { show: { operation: ['uploadFile'], allFiles: [false] } },
				routing: { send: { type: 'body', property: FILE_PROPERTY } },
			},
			audioUrlField({ operation: ['uploadUrl'] }),
		],
	};
}
