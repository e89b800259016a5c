import type { IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import { itemError } from '../../shared/api/errors';
import {
	asTool,
	filledByModel,
	isAgentTool,
	toolDescriptions,
} from '../../shared/execution/agentTool';
import { audioSourceProperties } from './audioSource';
import { isCallbackWait } from './waitAndLimits';

/** What the model reads that chooses among the tools of an agent, by operation. */
const operationTexts = {
	transcribe:
		'Transcribes a recording. Give the web address of an audio or video file, or of a page of YouTube, TikTok or Vimeo. Answers with the text and what else is switched on, such as speakers, summary or translations. Takes from some seconds up to some minutes.',
	start:
		'Starts the transcription of a recording and answers at once with its ID, by which the result can be read later. Give the web address of an audio or video file, or of a page of YouTube, TikTok or Vimeo.',
};

/** What the model has to give, by the name of the field. */
const modelDescriptions: Record<string, string> = {
	audioUrl:
		'Web address (http or https) of the audio or video to transcribe, reachable from the internet',
	uploadedAudioUrl: "The 'audio_url' that Gladia Upload has returned for the audio to transcribe",
};

/**
 * The fields of the node as a tool of an agent, in place of those of `audioSourceProperties`: an agent
 * passes text and no files, and its model fills in the address. n8n takes the routing of a tool from
 * the fields of the node itself, which have the same names, so that both need the same routing.
 */
export function agentToolProperties(): INodeProperties[] {
	return [...toolDescriptions(operationTexts), ...audioSourceProperties(asTool).flatMap(forModel)];
}

/** The field as an agent can use it; none where it is about files. */
function forModel(field: INodeProperties): INodeProperties[] {
	if (field.name === 'audioSource') {
		const options = field.options?.filter((option) => 'value' in option && isText(option.value));
		return [{ ...field, default: 'url', options }];
	}
	const description = modelDescriptions[field.name];
	if (description === undefined) return [];
	return [{ ...field, default: filledByModel(field.displayName, description) }];
}

/** Whether a value of 'Audio Source' is an address, which an agent can pass, and not a file. */
const isText = (source: unknown): boolean => source === 'url' || source === 'upload';

/**
 * Checks that an agent can use the node as it is set, before anything is billed.
 *
 * @throws NodeApiError when the audio would come from a file, or when the execution would be suspended
 */
export function requireUsableByAgent(context: IExecuteSingleFunctions): void {
	if (!isAgentTool(context)) return;
	const source = context.getNodeParameter('audioSource', 'url');
	if (!isText(source)) {
		throw itemError(context, "An agent cannot pass files to a tool: set 'Audio Source' to 'URL'", {
			description:
				"For a file, put Gladia Transcribe or Gladia Upload before the agent, and give the agent the text or the 'audio_url'",
		});
	}
	if (isCallbackWait(context)) {
		const what =
			"An agent gets no answer of a tool that sleeps: set 'Long Recordings' to 'Ask Gladia Until Done'";
		throw itemError(context, what, {
			description:
				"If that takes too long, choose the operation 'Start Transcription', and give the agent Gladia Get Result as a second tool",
		});
	}
}
