import { parseArgs } from 'node:util';
import { startSandbox, DEFAULT_KEY } from './sandbox';
import { SAMPLE_PATH } from './audio/speechSample';

const HELP = `A local Gladia v2 (pre-recorded) for trying, testing and demos without a key.

Usage: npm run sandbox -- [options]

  --port <n>           port on 127.0.0.1 (default 8787; 0 takes any free one)
  --key <key>          accepted x-gladia-key, may be repeated (default ${DEFAULT_KEY})
  --job-seconds <n>    time from queued to done (default 3)
  --concurrent <n>     jobs processed at the same time (default 25)
  --queued <n>         jobs that may wait beyond those, then 429 (default 300)
  --rate <n>           requests per second, then 429 (default unlimited)
  --help               this text

API, with the header x-gladia-key:
  POST   /v2/upload                     multipart field "audio", or JSON {audio_url}
  POST   /v2/pre-recorded               starts a job: {id, result_url}
  GET    /v2/pre-recorded               lists jobs; all filters and paging of the API
  GET    /v2/pre-recorded/{id}          status and result
  GET    /v2/pre-recorded/{id}/file     the audio
  DELETE /v2/pre-recorded/{id}          only finished jobs
  GET, DELETE, PATCH /v2/live…          documents of seeded live sessions
  GET    /file/{id}                     an uploaded file

Controls, without a key:
  POST   /_sandbox/faults     play a failure in the next matching requests; JSON:
           kind: status | reset | hang | truncate | malformed | lose-response | delay
                 | job-error | addon-error
           times (1), skip (0), method, path (regular expression from the start of the path),
           status, headers, body, retryAfterSeconds (status), delayMs (delay),
           errorCode (job-error, addon-error), addOn (addon-error: a result section)
  DELETE /_sandbox/faults     forget them
  GET    /_sandbox/requests   what was received
  GET    /_sandbox/jobs       all jobs
  POST   /_sandbox/jobs       put a finished job into the store; JSON: kind (pre-recorded | live)
                              and any field of the job, e.g. status, created_at, custom_metadata
  PATCH  /_sandbox/settings   JSON: jobSeconds, concurrentJobs, queuedJobs, requestsPerSecond
  POST   /_sandbox/reset      forget jobs, files, failures and requests

Any audio gets an invented dialogue of its real length, always the same for the same file; the
bundled recording gets its true words: ${SAMPLE_PATH}
`;

function numberOption(name: string, text: string | undefined, fallback?: number) {
	if (text === undefined) return fallback;
	const value = Number(text);
	if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
		throw new Error(`--${name} must be a number of 0 or more, not "${text}"`);
	}
	return value;
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
			help: { type: 'boolean', short: 'h' },
		},
	});
	if (values.help) {
		process.stdout.write(HELP);
		return;
	}
	const keys = values.key ?? [DEFAULT_KEY];
	const sandbox = await startSandbox({
		port: numberOption('port', values.port, 8787),
		keys,
		jobSeconds: numberOption('job-seconds', values['job-seconds'], 3),
		concurrentJobs: numberOption('concurrent', values.concurrent),
		queuedJobs: numberOption('queued', values.queued),
		requestsPerSecond: numberOption('rate', values.rate),
	});
	process.stdout.write(`Gladia sandbox on ${sandbox.url}
In n8n, create a credential "Gladia API" with
  API Key   ${keys.join(' or ')}
  Base URL  ${sandbox.url}
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
