import type { IAuthenticateGeneric, Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** API key, address and webhook secret of one Gladia account; tested by Gladia Transcribe. */
export class GladiaApi implements ICredentialType {
	name = 'gladiaApi';

	displayName = 'Gladia API';

	icon: Icon = { light: 'file:../icons/gladia.svg', dark: 'file:../icons/gladia.dark.svg' };

	documentationUrl = 'https://docs.gladia.io/chapters/introduction/getting-started';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Create or copy it in the <a href="https://app.gladia.io" target="_blank">Gladia app</a>',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.gladia.io',
			required: true,
			description: 'Change it only for a private Gladia server or a local sandbox',
		},
		{
			displayName: 'Webhook Signing Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. whsec_…',
			description:
				'Only for the Gladia Trigger: the secret that Gladia shows next to your webhook, if any. Without it, webhooks are confirmed with Gladia.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'x-gladia-key': '={{$credentials.apiKey}}' } },
	};
}
