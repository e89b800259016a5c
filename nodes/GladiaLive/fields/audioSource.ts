import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { BINARY_FIELD_LABEL } from '../../shared/api/itemFile';
import { AUDIO_URL_LABEL } from '../../shared/api/upload';

export const BINARY_FIELDS_LABEL = 'Input Data Field Names';

/** Where the audio comes from, and where its format does. */
export function audioSourceProperties(show: IDisplayOptions['show']): INodeProperties[] {
	return [
		{
			displayName: 'Audio Source',
			name: 'audioSource',
			type: 'options',
			default: 'binary',
			displayOptions: { show },
			options: [
				{
					name: 'File From Previous Node',
					value: 'binary',
					description: 'A WAV or raw audio file in a binary field of the item',
				},
				{
					name: 'Multiple Files, One per Channel',
					value: 'tracks',
					description: 'Mono recordings in binary fields of the item, such as the sides of a call',
				},
				{
					name: 'URL',
					value: 'url',
					description: 'A WAV or raw audio file or stream on the web, read as it arrives',
				},
			],
		},
		{
			displayName: BINARY_FIELD_LABEL,
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			placeholder: 'e.g. data',
			hint: 'The name of the input field containing the audio to stream; the only audio file of an item is found under any name',
			displayOptions: { show: { ...show, audioSource: ['binary'] } },
		},
		{
			displayName: BINARY_FIELDS_LABEL,
			name: 'binaryPropertyNames',
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
			default: [],
			required: true,
			placeholder: 'e.g. agent',
			description:
				'The names of the input binary fields, in the order of the channels. Each holds one mono recording; shorter ones are padded with silence.',
			displayOptions: { show: { ...show, audioSource: ['tracks'] } },
		},
		{
			displayName: AUDIO_URL_LABEL,
			name: 'audioUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://example.com/radio.wav',
			hint: 'n8n reads the audio, so Gladia does not need access to the URL',
			displayOptions: { show: { ...show, audioSource: ['url'] } },
		},
		{
			displayName: 'Audio Format',
			name: 'audioFormat',
			type: 'options',
			default: 'header',
			displayOptions: { show },
			options: [
				{
					name: 'From WAV Header',
					value: 'header',
					description: 'The audio is WAV, and its header states the format',
				},
				{
					name: 'Raw Audio',
					value: 'raw',
					description: 'The audio has no header, so you enter its format',
				},
			],
			description: 'Where the format of the audio comes from',
		},
	];
}
