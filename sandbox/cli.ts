import { parseArgs } from 'node:util';
import { SAMPLE_PATH } from './audio/speechSample';
import { newWebhookSecret } from './delivery/webhookSignature';
import { HELP } from './help';
import { DEFAULT_KEY, startSandbox } from './sandbox';

function requiredNumber(name: string, text: string): number {
	const value = Number(text);
	if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
		throw new Error(`--${name} must be a number of 0 or more, not "${text}"`);
	}
	return value;
}

function numberOption(name: string, text: string | undefined, fallback?: number) {
	return text === undefined ? fallback : requiredNumber(name, text);
}

async function run(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string' },
			key: { type: 'string', multiple: true },
			'job-seconds': { type: 'string' },
			concurrent: { type: 'string' },
			queued: { type: 'string' },
			rate: { type: 'string' },
			webhook: { type: 'string', multiple: true, default: [] },
			'webhook-secret': { type: 'string', multiple: true },
			'retry-delays': { type: 'string' },
			'zero-data-retention': { type: 'boolean' },
			'deliver-anywhere': { type: 'boolean' },
			help: { type: 'boolean', short: 'h' },
		},
	});
	if (values.help) {
		process.stdout.write(HELP);
		return;
	}
	const keys = values.key ?? [DEFAULT_KEY];
	const secret = values['webhook-secret'] ?? [newWebhookSecret()];
	const sandbox = await startSandbox({
		port: numberOption('port', values.port, 8787),
		keys,
		jobSeconds: numberOption('job-seconds', values['job-seconds'], 3),
		concurrentJobs: numberOption('concurrent', values.concurrent),
		queuedJobs: numberOption('queued', values.queued),
		requestsPerSecond: numberOption('rate', values.rate),
		webhooks: values.webhook.map((url) => ({ url, secret })),
		retryDelaysMs: values['retry-delays']
			?.split(',')
			.map((seconds) => requiredNumber('retry-delays', seconds) * 1000),
		zeroDataRetention: values['zero-data-retention'],
		deliverAnywhere: values['deliver-anywhere'],
	});
	const webhookLine =
		values.webhook.length > 0 ? `\n  Webhook Signing Secret  ${secret.join(' and ')}` : '';
	process.stdout.write(`Gladia sandbox on ${sandbox.url}
In n8n, create a credential "Gladia API" with
  API Key   ${keys.join(' or ')}
  Base URL  ${sandbox.url}${webhookLine}
Bundled recording: ${SAMPLE_PATH}
Everything else: npm run sandbox -- --help. Ctrl-C ends it.
`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void sandbox.close());
	}
}

run().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
