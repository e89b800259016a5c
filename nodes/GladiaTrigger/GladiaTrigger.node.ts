import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { CREDENTIAL } from '../shared/api/transport';
import { TRIGGER_PATH } from '../shared/callbacks/callbackToken';
import { MAIN_CONNECTION } from '../shared/execution/mainConnection';
import { answerInTime } from './answerInTime';
import { triggerProperties } from './fields/properties';
import { receive } from './receive';
import { clearState } from './triggerState';

const webhook: IWebhookDescription = {
	name: 'default',
	httpMethod: 'POST',
	path: TRIGGER_PATH,
	responseMode: 'onReceived',
	// Without it, n8n answers with the name of its own default.
	responseData: '',
	ndvHideMethod: true,
};

/** Starts the workflow when Gladia reports on a job, by account webhook or callback. */
export class GladiaTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Gladia Trigger',
		name: 'gladiaTrigger',
		icon: { light: 'file:../../icons/gladia.svg', dark: 'file:../../icons/gladia.dark.svg' },
		group: ['trigger'],
		// Not 1: for every call to a node of version 1, n8n evaluates an expression meant for its own
		// Webhook node, which takes longer than everything this node does.
		version: 1.1,
		subtitle:
			'={{ [$parameter["events"]].flat().includes("all") ? "all events" : [$parameter["events"]].flat().join(", ") }}',
		description: 'Starts the workflow when Gladia finishes a transcription, or reports on one',
		eventTriggerDescription:
			'Let Gladia call the test URL now: start a transcription with that URL as its callback, or as webhook of your account',
		activationMessage:
			'Gladia can now call the production URL. If you gave it the test URL, replace it: that one works in the editor only.',
		builderHint: {
			searchHint:
				'Starts a workflow when Gladia reports on a transcription, by account webhook or callback',
		},
		defaults: { name: 'Gladia Trigger' },
		inputs: [],
		outputs: MAIN_CONNECTION,
		credentials: [{ name: CREDENTIAL, required: true }],
		// Callbacks may use PUT. n8n needs one entry per method; both share the URL.
		webhooks: [webhook, { ...webhook, name: 'setup', httpMethod: 'PUT', ndvHideUrl: true }],
		triggerPanel: {
			header: 'Pull in events from Gladia',
			executionsHelp: {
				inactive:
					"Webhooks have two modes: test and production.<br /><br /><b>Use test mode while you build your workflow</b>. Click the 'Execute step' button, then let Gladia call the test URL. The executions will show up in the editor.<br /><br /><b>Use production mode to run your workflow automatically</b>. Publish the workflow, then give Gladia the production URL. These executions will show up in the executions list, but not in the editor.",
				active:
					"Webhooks have two modes: test and production.<br /><br /><b>Use test mode while you build your workflow</b>. Click the 'Execute step' button, then let Gladia call the test URL. The executions will show up in the editor.<br /><br /><b>Use production mode to run your workflow automatically</b>. Since the workflow is published, Gladia can call the production URL. These executions will show up in the executions list, but not in the editor.",
			},
			activationHint:
				"Once you've finished building your workflow, publish it and give Gladia the production URL",
		},
		properties: triggerProperties,
	};

	/**
	 * Gladia has no API for account webhooks, and callbacks are set per job. So there is nothing to look
	 * up or create, and deactivation only clears the trigger's own state.
	 */
	webhookMethods = {
		default: {
			async checkExists(): Promise<boolean> {
				return true;
			},
			async create(): Promise<boolean> {
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				clearState(this);
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await answerInTime(this, async (answerLater) => await receive(this, answerLater));
	}
}
