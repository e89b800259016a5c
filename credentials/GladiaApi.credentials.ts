import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

/** API key, address and webhook secret of one Gladia account. */
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

	test: ICredentialTestRequest = {
		request: {
			// A trailing slash pasted with the address must not become '//v2'.
			baseURL: '={{$credentials.baseUrl.replace(/\\/+$/, "")}}',
			url: '/v2/pre-recorded',
			qs: { limit: 1 },
			// n8n would carry a custom header along to another host.
			disableFollowRedirect: true,
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message: "Gladia does not know this API key. Check 'API Key' and 'Base URL'.",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message: "There is no Gladia API at this address. Check 'Base URL'.",
				},
			},
		],
	};
}
