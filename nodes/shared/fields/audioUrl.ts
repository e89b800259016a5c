import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { AUDIO_URL_LABEL } from '../api/upload';

/** The address of audio for Gladia to fetch; goes to the same place in an upload and in a start. */
export function audioUrlField(show: IDisplayOptions['show']): INodeProperties {
	return {
		displayName: AUDIO_URL_LABEL,
		name: 'audioUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/meeting.mp3',
		hint: 'Gladia fetches it itself, so it must be reachable from the internet',
		displayOptions: { show },
		routing: { send: { type: 'body', property: 'audio_url' } },
	};
}
